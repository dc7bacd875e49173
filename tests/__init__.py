"""The tests mirror bot/; dialogues and attacks run over real IMAP and SMTP servers."""
