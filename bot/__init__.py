"""A bot that answers a company's privacy mailbox."""
