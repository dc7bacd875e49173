"""E-mail addresses: one normal form to compare them by, and which of them are read by a function and not a person."""

import re
import unicodedata

import idna

_KELVIN = "\N{KELVIN SIGN}"
_TAIL = re.compile(r"[\s.]+$")
_ROLES = re.compile(
    r"^(info|contact|compta|comptabilite|boekhouding|buchhaltung|accounting|admin|administration|administratie|sales|"
    r"office|hello|bonjour|service|support|help|secretariat|secretariaat|sekretariat|direction|facturation|facturen|"
    r"invoice|invoices|billing|hr|rh|jobs|privacy|gdpr|dpo|reception|onthaal|team|mail|post|welcome|algemeen)"
    r"([._+-].*)?$"
)


def normal(address: str) -> str:
    """Return the address by which mailboxes are compared: lower case, the domain in its ASCII form.

    The local part is compared without case (what every large provider does); "+tag" and dots count, so that a variant
    never receives the data of the base address. The domain is encoded by IDNA 2008 (RFC 5891), which keeps "ß" apart
    from "ss"; a domain that is no host name is only put in lower case.
    """
    local, _, domain = address.strip().rpartition("@")
    return f"{_local(local)}@{_domain(_TAIL.sub('', domain))}"


def _local(text: str) -> str:
    if _KELVIN in text:
        return text  # Unicode calls it equal to the letter K, mail servers do not
    return unicodedata.normalize("NFC", text.lower())


def _domain(text: str) -> str:
    if text.isascii():
        return text.lower()
    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return unicodedata.normalize("NFC", text.lower())


def is_role(address: str) -> bool:
    """Whether the local part names a function (info@, compta@): more than one person may read it."""
    return bool(_ROLES.match(address.partition("@")[0].lower()))
