"""Letters as data: which there are, whom they may go to, and the facts each one is written from.

``SAMPLES`` is the contract between the code and ``templates/``: a template may use the facts of its sample and the
common facts, nothing else, and ``check`` renders every letter in every language from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

LANGUAGES = ("fr", "nl", "en", "de")


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """An attachment of a letter."""

    name: str
    content_type: str  # "text/html", "application/json", "text/csv", "message/rfc822"
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter to be rendered. ``to`` is one address, or STAFF for every member of staff.

    ``other_language`` is the second of a letter in two languages, "" for the usual one.
    ``reply`` says what an answer to it may do: "confirm" (yes, no, cancel), "reply" (all but yes), "staff",
    or "" for none.
    """

    name: str
    to: str
    language: str
    facts: Mapping[str, object] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    reply: str = ""
    other_language: str = ""


STAFF = "staff"

#: Facts every letter may use. ``ref`` is the bracketed reference with the reply code; it belongs in every subject.
COMMON: Mapping[str, object] = {
    "company": "CRM",
    "privacy_address": "privacy@crm.example",
    "policy_url": "https://www.crm.example/privacy",
    "number": "2026-0007",
    "due": date(2026, 12, 23),
    "ref": "[2026-0007 k7q2m4x6a2b4c6d8e2f4g6h2j4]",
}

_ITEMS: list[dict[str, object]] = [
    {"kind": "access", "state": "asked", "topic": "", "fields": [], "old": [], "effective": None, "wait_hours": 0},
    {
        "kind": "change_of_details",
        "state": "asked",
        "topic": "",
        "fields": [
            {"field": "phone", "new": "+3242523188"},
            {
                "field": "address",
                "new": {
                    "street": "Rue des Tilleuls",
                    "number": "12",
                    "box": "3",
                    "postcode": "4000",
                    "city": "Liège",
                    "country": "BE",
                },
            },
        ],
        "old": [{"field": "phone", "value": "+3242523199"}],
        "effective": date(2027, 3, 1),
        "wait_hours": 0,
    },
    {"kind": "deletion", "state": "waiting", "topic": "", "fields": [], "old": [], "effective": None, "wait_hours": 72},
]
_MOVES: list[dict[str, object]] = [
    {**_ITEMS[1], "fields": [{"field": "email", "new": "anna@nouveau.example"}], "old": [], "effective": None}
]
_CHANGES = [
    {"field": "last_name", "old": "Lefevre", "new": "Lefèvre"},
    {"field": "fax", "old": "+3242523190", "new": None},
]
_KEPT = [{"what": "invoices", "count": 2, "until": date(2036, 12, 31), "ground": "WIB 92, art. 315"}]
_DELETED = [{"what": "contact data", "count": 5}, {"what": "newsletter subscriptions", "count": 2}]
_NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)

#: Letters to persons (and to recipients of their data), with sample facts.
PERSON: Mapping[str, Mapping[str, object]] = {
    "challenge": {"items": _ITEMS, "received": date(2026, 11, 23), "until": date(2026, 11, 30)},
    "challenge_new_address": {"items": _MOVES, "until": date(2026, 11, 30)},
    "elsewhere": {},
    "reminder": {"items": _ITEMS, "until": date(2026, 11, 30)},
    "expired": {"items": _ITEMS},
    "access_answer": {"files": ["data.html", "data.json", "data.csv"], "tables": 9, "rows": 27},
    "no_data": {"items": _ITEMS},
    "change_done": {"changes": _CHANGES, "unchanged": ["vat"], "told": ["Hosting Partner SA"]},
    "change_scheduled": {"items": _ITEMS[1:2], "effective": date(2027, 3, 1)},
    "email_changed": {"days": 14},
    "deletion_planned": {"deleted": _DELETED, "kept": _KEPT, "when": _NOW},
    "deletion_done": {"deleted": _DELETED, "kept": _KEPT, "told": ["Hosting Partner SA"]},
    "unsubscribe_done": {"topic": ""},
    "subscribe_done": {"topic": "news"},
    "withdrawn": {"items": _ITEMS},
    "disowned": {"items": _ITEMS, "after": False},
    "refused": {"items": _ITEMS, "reason": "Ces factures ne contiennent aucune donnée vous concernant."},
    "extended": {"items": _ITEMS, "reason": "Nous recherchons encore dans les archives."},
    "received": {},
    "answer": {"text": "Bonjour Madame,\n\nVoici notre réponse."},
    "ask": {"text": "De quel contrat s'agit-il ?"},
    "status": {"items": _ITEMS},
    "joined": {"items": _ITEMS},
    "details_wanted": {"items": _ITEMS[:1]},
    "mandate_wanted": {},
    "unclear": {"items": _ITEMS},
    "spent": {},
    "other_address": {},
    "choices": {"choices": ["access", "correction", "change_of_details", "deletion", "unsubscribe"]},
    "pointer": {},
    "no_copy": {},
    "probe": {},
    "recipient_notice": {
        "recipient": "Hosting Partner SA",
        "act": "correction",
        "person": "Anna Lefèvre (K-1001)",
        "changes": _CHANGES,
    },
}

#: Letters to staff, with sample facts.
TO_STAFF: Mapping[str, Mapping[str, object]] = {
    "staff_decide": {
        "state": "flagged",
        "kinds": ["deletion"],
        "flags": ["lawyer"],
        "risks": ["sender_differs"],
        "confirmed": False,
        "sender": "mr.dubois@cabinet.example",
        "address": "anna@maison.example",
        "subject": "Ma cliente",
        "words": "Je représente Mme Lefèvre.",
        "proposal": "Bonjour,\n\nNous avons bien reçu votre lettre.",
        "commands": ["approve", "refuse", "ask", "answer", "extend", "kind", "spam", "note"],
    },
    "staff_done": {"command": "approve", "result": "closed", "letters": 1, "waits": False},
    "staff_refused": {"why": "not_authenticated"},
    "staff_failure": {"what": "delivery", "detail": "550 5.1.1 no such user"},
    "staff_quarantine": {"mail": 41, "reasons": ["two From fields"], "folder": "Privacy/Quarantine"},
    "staff_due": {"state": "review", "days": 3},
    "staff_brake": {"what": "deletion", "limit": 20},
    "staff_breach": {"left": _NOW, "until": datetime(2026, 11, 29, 9, 0, tzinfo=UTC)},
    "staff_restored": {"erased": 3, "marks": 5},
    "staff_silent": {
        "kinds": ["access"],
        "asked": _NOW,
        "sender": "anna@nouveau.example",
        "address": "anna@maison.example",
    },
    "staff_digest": {
        "breaches": [{"number": "2026-0004", "until": datetime(2026, 11, 29, 9, 0, tzinfo=UTC)}],
        "due": [{"number": "2026-0007", "state": "review", "due": date(2026, 11, 27)}],
        "overdue": [],
        "waiting": [{"number": "2026-0009", "state": "flagged", "due": date(2026, 12, 23)}],
        "bounced": 1,
        "failed": 0,
        "quarantined": 2,
        "ordinary": 3,
        "silenced": 1,
        "strange": 2,
    },
}

_BALANCE = {"pending": 0, "sent": 950, "failed": 3, "suppressed": 12, "unknown": 2}
_ISSUE = {"slug": "winter", "topic": "news"}

#: Letters to the editors of newsletters, with sample facts.
TO_EDITORS: Mapping[str, Mapping[str, object]] = {
    "news_proof": {
        **_ISSUE,
        "audience": 967,
        "languages": {"fr": 600, "nl": 367},
        "starts": _NOW,
        "cron": "",
        "minutes": 150,
        "faults": [{"rule": "language-missing", "facts": {"count": 367, "language": "nl"}}],
    },
    "news_started": {**_ISSUE, "audience": 967},
    "news_paused": {**_ISSUE, "balance": _BALANCE, "why": "550 5.7.515 Access denied"},
    "news_held": {
        **_ISSUE,
        "why": "faults",
        "starts": _NOW,
        "faults": [{"rule": "language-missing", "facts": {"count": 3, "language": "nl"}}],
    },
    "news_done": {**_ISSUE, "balance": _BALANCE, "crowded": {"Gmail": 4210}},
    "news_refused": {
        "why": "malformed",
        "details": [],
        "faults": [],
        "unfit": [{"rule": "topic", "facts": {"topics": "news, product, service, operations"}}],
    },
    "news_decided": {**_ISSUE, "command": "approve", "state": "scheduled", "starts": _NOW, "balance": {}},
}

LETTERS: Mapping[str, Mapping[str, object]] = {**PERSON, **TO_STAFF, **TO_EDITORS}
