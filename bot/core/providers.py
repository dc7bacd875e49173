"""The large mailbox providers, which ask more of whoever sends them about 5,000 mails a day."""

from collections import Counter
from collections.abc import Mapping

_LABELS = {
    "Gmail": {"gmail", "googlemail"},
    "Yahoo": {"yahoo", "ymail", "rocketmail", "aol"},
    "Outlook.com": {"outlook", "hotmail", "live", "msn"},
}
PROVIDERS = tuple(_LABELS)
#: Bulk senders begin at about 5,000 a day, for ever (Google's and Microsoft's sender guidelines), and other mail of the
#: same domain counts too.
BULK = 4_000


def provider(domain: str) -> str:
    """Return the large provider whose mailboxes a domain (lower case) holds, in any country; "" for none."""
    label = domain.partition(".")[0]
    return next((name for name, labels in _LABELS.items() if label in labels), "")


def by_provider(domains: Mapping[str, int]) -> Mapping[str, int]:
    """Return how many mails go to which large provider, from how many go to which domain."""
    counts: Counter[str] = Counter()
    for domain, count in domains.items():
        if name := provider(domain):
            counts[name] += count
    return counts


def crowded(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return those that come near the number of a bulk sender, in the order of their names."""
    return {name: count for name, count in sorted(counts.items()) if count >= BULK}
