"""What thinks: bytes to Mail, Mail to Finding, Finding to Event, Event to Decision. No clock, disk, network, chance."""
