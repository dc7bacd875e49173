"""The attacks on systems of this kind that were published or are known, each over real IMAP and SMTP."""
