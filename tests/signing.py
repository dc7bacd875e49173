"""Signs mails for tests, as a company's own server does, with a key made for the run."""

import base64
from collections.abc import Sequence

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

COVERED = (b"from", b"to", b"date", b"subject")
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_PRIVATE = _KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
_PUBLIC = base64.b64encode(_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
RECORD = b"v=DKIM1; k=rsa; p=" + _PUBLIC


def key_name(domain: str) -> str:
    """Where the key of a domain stands in the DNS."""
    return f"s1._domainkey.{domain}."


def sign(raw: bytes, domain: str, covered: Sequence[bytes] = COVERED, *, length: bool = False) -> bytes:
    """Return the mail with a signature of the domain on top."""
    field = dkim.sign(raw, b"s1", domain.encode(), _PRIVATE, include_headers=list(covered), length=length)
    return bytes(field) + raw
