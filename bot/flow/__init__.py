"""What moves things along: gather facts, ask the core, write once, then tell the outside world."""
