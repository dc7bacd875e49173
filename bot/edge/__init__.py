"""What touches the world, one module per outside thing; no decisions are made here."""
