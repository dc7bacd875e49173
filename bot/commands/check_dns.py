"""``check dns``: whether the domain that newsletters come from says who may send for it.

Gmail, Yahoo and Outlook.com refuse or hide mail of whoever sends them about 5,000 a day without SPF, DKIM and DMARC
(their sender guidelines, 2024 and 2025); fewer mails are treated better with all three.
"""

from collections.abc import Callable, Iterator, Sequence

import dns.exception
import dns.resolver
import typer

from bot.config import Config
from bot.errors import ConfigError, TemporaryError

#: Name -> its TXT records; None when neither it nor anything below it exists (RFC 8020).
Texts = Callable[[str], Sequence[str] | None]

_SECONDS = 5.0


def ask(server: str = "") -> Texts:
    """Return what asks a name server, "address" or "address:port"; the machine's own ones when none is given.

    Asking raises TemporaryError when nobody answers; ConfigError when ``server`` is no address.
    """
    try:
        resolver = dns.resolver.Resolver(configure=not server)
        if server:
            address, _, port = server.partition(":") if server.count(":") == 1 else (server, "", "")
            resolver.nameservers, resolver.port = [address], int(port or 53)
    except dns.resolver.NoResolverConfiguration:
        raise TemporaryError("this machine names no DNS server: give one by --resolver") from None
    except ValueError:
        raise ConfigError([f"--resolver {server}: an address, or an address and a port"]) from None

    def texts(name: str) -> Sequence[str] | None:
        try:
            answer = resolver.resolve(f"{name}.", "TXT", lifetime=_SECONDS, search=False)
        except dns.resolver.NXDOMAIN:
            return None
        except dns.resolver.NoAnswer:
            return ()
        except dns.exception.DNSException as problem:
            raise TemporaryError(f"DNS: {problem}") from None
        return [b"".join(record.strings).decode("ascii", "replace") for record in answer]

    return texts


def check_dns(config: Config, texts: Texts, *, selector: str = "") -> None:
    """Print what the domain says. ConfigError with all that is missing; TemporaryError when no server answers.

    ``selector`` is the name of the relay's DKIM key; without it only whether there is any key can be seen.
    """
    domain = (config.newsletter.address or config.company.privacy_address).rpartition("@")[2]
    problems = [*_spf(domain, texts), *_dkim(domain, texts, selector), *_dmarc(domain, texts)]
    if problems:
        raise ConfigError(problems)
    typer.echo(f"{domain}: SPF, DKIM and DMARC are published")


def _spf(domain: str, texts: Texts) -> Iterator[str]:
    found = [one for one in texts(domain) or () if one.lower().split(" ")[0] == "v=spf1"]
    if len(found) != 1:
        yield f"{domain}: {len(found)} SPF records, exactly one is wanted (RFC 7208 section 3.2)"
        return
    typer.echo(f"SPF: {found[0]}")


def _dkim(domain: str, texts: Texts, selector: str) -> Iterator[str]:
    name = f"{selector}._domainkey.{domain}" if selector else f"_domainkey.{domain}"
    found = texts(name)
    if found is None:
        yield f"{name}: no DKIM key (RFC 6376)"
    elif not selector:
        typer.echo("DKIM: there are keys; --selector NAME looks at the one the relay signs with")
    elif len(found) != 1 or not _key(found[0]):
        yield f"{name}: no usable DKIM key (RFC 6376 section 3.6.1)"
    else:
        typer.echo(f"DKIM: {name}")


def _key(record: str) -> bool:
    """Whether the record holds a key; an empty one says that it was withdrawn."""
    tags = _tags(record)
    return tags.get("v", "DKIM1") == "DKIM1" and bool(tags.get("p"))


def _tags(record: str) -> dict[str, str]:
    """The tags of a record, in their order (RFC 6376 section 3.2)."""
    return {name.strip(): value.strip() for name, _, value in (one.partition("=") for one in record.split(";"))}


def _dmarc(domain: str, texts: Texts) -> Iterator[str]:
    """The record of the domain, or of one above it (RFC 7489 section 6.6.3)."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        name = "_dmarc." + ".".join(labels[start:])
        found = [one for one in texts(name) or () if next(iter(_tags(one).items())) == ("v", "DMARC1")]
        if len(found) > 1:
            yield f"{name}: {len(found)} DMARC records, which count as none (RFC 7489 section 6.6.3)"
            return
        if found and _tags(found[0]).get("p"):
            typer.echo(f"DMARC: {found[0]}")
            return
        if found:
            break
    yield f"_dmarc.{domain}: no DMARC record (RFC 7489)"
