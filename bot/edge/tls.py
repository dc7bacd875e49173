"""TLS for IMAP and SMTP: verified, at least 1.2, never downgraded."""

import ssl
from ipaddress import ip_address
from pathlib import Path

from bot.errors import ConfigError


def context(ca_file: Path | None) -> ssl.SSLContext:
    """Return a context that verifies certificate and host name; ``ca_file`` for an own authority."""
    try:
        made = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except OSError as problem:
        raise ConfigError([f"ca_file: {ca_file}: {problem}"]) from None
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def allow_plain(host: str, key: str) -> None:
    """Without TLS only on the machine itself; ConfigError otherwise."""
    if host == "localhost":
        return
    try:
        if ip_address(host).is_loopback:
            return
    except ValueError:
        pass
    raise ConfigError([f"{key}.tls: 'none' is only possible on a loopback address, not for {host}"])
