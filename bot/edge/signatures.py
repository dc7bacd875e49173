"""Which domains truly signed a mail (DKIM, RFC 6376): evidence for the commands of staff, never an identity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import dkim
import dns.exception
import dns.resolver
from dkim.util import InvalidTagValueList

#: Name of a key in the DNS ("s1._domainkey.crm.example.") -> its TXT record, None when there is none.
Lookup = Callable[[str], bytes | None]

_COVERED = (b"from", b"to", b"date", b"subject")
_ALGORITHM = b"rsa-sha256"  # RFC 8301: rsa-sha1 says nothing any more
_SIGNATURES = 8
_BYTES = 1_000_000
_LINE = 1_000  # octets, with CRLF (RFC 5322 section 2.1.1); the library's time grows with their square
_SECONDS = 2.0
#: What the library raises for mails, signatures and keys that are not what they should be.
_UNREADABLE = (dkim.DKIMException, InvalidTagValueList, ValueError, KeyError, IndexError, ImportError)


@dataclass(frozen=True, slots=True)
class DnsLookup:
    """Asks the machine's resolver; a server that does not answer in time has said nothing."""

    seconds: float = _SECONDS

    def __call__(self, name: str) -> bytes | None:
        """Return the one TXT record of a name."""
        try:
            answer = dns.resolver.resolve(name, "TXT", lifetime=self.seconds, search=False)
        except (dns.exception.DNSException, ValueError):
            return None
        records = [b"".join(record.strings) for record in answer]
        return records[0] if len(records) == 1 else None  # RFC 6376 section 3.6.2.2: several are undefined


@dataclass(frozen=True, slots=True)
class Zone:
    """The keys of a play or a test, without the network."""

    records: Mapping[str, bytes] = field(default_factory=dict)

    def __call__(self, name: str) -> bytes | None:
        """Return the record of a name."""
        return self.records.get(name)


def signs(raw: bytes, domain: str, lookup: Lookup, *, also: Sequence[bytes] = ()) -> bool:
    """Whether ``domain`` itself signed the mail: all of its body, and From, To, Date and Subject (and the fields
    ``also``, in lower case) as often as they stand there. Every signature is looked at, and one that covers less counts
    as none. Never raises."""
    if len(raw) > _BYTES or _odd_lines(raw):
        return False
    try:
        mail = dkim.DKIM(raw, minkey=1024)
    except _UNREADABLE:
        return False
    names = [name.lower() for name, _ in mail.headers]
    count = min(names.count(b"dkim-signature"), _SIGNATURES)
    needed = {name: names.count(name) for name in (*_COVERED, *also)}
    return any(_holds(mail, place, needed, domain.encode(), lookup) for place in range(count))


def _holds(mail: dkim.DKIM, place: int, needed: Mapping[bytes, int], domain: bytes, lookup: Lookup) -> bool:
    def key(name: bytes, timeout: float) -> bytes | None:
        record = lookup(name.decode("ascii"))
        return None if record is None or _on_trial(record) else record

    try:
        prepared = mail.verify_headerprep(place)
        if not prepared:
            return False
        tags, covered, fields = prepared
        if tags[b"d"].lower() != domain or b"l" in tags or tags[b"a"] != _ALGORITHM:
            return False
        if b"from" not in covered or any(count > covered.count(name) for name, count in needed.items()):
            return False
        return bool(mail.verify_sig(tags, covered, fields[place], key))
    except _UNREADABLE:
        return False  # a signature that cannot be read proves nothing


def _odd_lines(raw: bytes) -> bool:
    """Whether the library and our reader could see different lines (a bare CR), or it would take too long."""
    return b"\r" in raw.replace(b"\r\n", b"") or max(map(len, raw.split(b"\n"))) > _LINE


def _on_trial(record: bytes) -> bool:
    """Whether the key says of itself that it is being tried out (``t=y``, RFC 6376 section 3.6.1)."""
    tags = (part.partition(b"=") for part in record.split(b";"))
    return any(name.strip() == b"t" and b"y" in value.split(b":") for name, _, value in tags)
