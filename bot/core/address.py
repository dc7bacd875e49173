"""E-mail addresses: one normal form to compare them by, and which of them are read by a function and not a person."""

import re
import unicodedata

_ROLES = re.compile(
    r"^(info|contact|compta|comptabilite|boekhouding|buchhaltung|accounting|admin|administration|administratie|sales|"
    r"office|hello|bonjour|service|support|help|secretariat|secretariaat|sekretariat|direction|facturation|facturen|"
    r"invoice|invoices|billing|hr|rh|jobs|privacy|gdpr|dpo|reception|onthaal|team|mail|post|welcome|algemeen)"
    r"([._+-].*)?$"
)


def normal(address: str) -> str:
    """Return the address by which mailboxes are compared: lower case, the domain in its ASCII form.

    The local part is compared without case (what every large provider does); "+tag" and dots count, so that a variant
    never receives the data of the base address. A domain that is no host name is only put in lower case.
    """
    local, _, domain = unicodedata.normalize("NFC", address.strip()).rpartition("@")
    try:
        domain = domain.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        domain = domain.rstrip(".")
    return f"{local.lower()}@{domain.lower()}"


def is_role(address: str) -> bool:
    """Whether the local part names a function (info@, compta@): more than one person may read it."""
    return bool(_ROLES.match(address.partition("@")[0].lower()))
