"""The commands, one file per subject; __main__ puts them together."""
