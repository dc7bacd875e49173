"""What the rules found in one mail: kinds with scores, language, fields, flags, and every hit with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is. The first five are requests; the words are those of the command line contract."""

    ACCESS = "access"
    CORRECTION = "correction"
    CHANGE = "change_of_details"
    DELETION = "deletion"
    UNSUBSCRIBE = "unsubscribe"
    OTHER = "other"
    SPAM = "spam"
    AUTOREPLY = "autoreply"
    BOUNCE = "bounce"
    COMPLEX = "complex"
    UNSURE = "unsure"


SEVERAL = "several_rights"  # the flag of a mail in which rules of several kinds spoke
REQUESTS = (Kind.ACCESS, Kind.CORRECTION, Kind.CHANGE, Kind.DELETION, Kind.UNSUBSCRIBE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One rule that spoke: ``where`` is subject, text, quoted, signature or hidden; ``words`` what it matched."""

    rule: str
    kind: str  # a Kind, or the name of a flag
    weight: float
    where: str
    words: str
    why: str
    vetoed_by: str = ""  # the rule that took its weight away, if any


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The verdict on one mail and all that led to it.

    ``kind`` is what the mail is as a whole (COMPLEX and UNSURE go to staff). ``kinds`` are the request
    kinds asked for, in order of the letter (several: one case with one item each).
    ``fields`` are the new values in the normal forms of rules/README.md (None: remove the value);
    ``old`` the values said to be wrong or past. ``effective`` is an ISO date from which the change holds.
    """

    kind: Kind
    kinds: tuple[Kind, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    language: str = ""  # fr, nl, en, de; "" when nothing could be told
    other_language: str = ""  # the next likely one, when the words do not tell the two apart
    confidence: float = 0.0  # 0..1
    fields: Mapping[str, object] = field(default_factory=dict)
    old: Mapping[str, object] = field(default_factory=dict)
    effective: str = ""
    target_email: str = ""  # an address in the text that the request is about, when not the sender's
    customer_number: str = ""
    flags: tuple[str, ...] = ()
    staff: bool = False  # whatever the kind, staff decide, because of a flag
    answer: str = ""  # the letter that answers ordinary mail: "pointer" to the policy, or "status"; "" for none
    hits: tuple[Hit, ...] = ()
    likely: Mapping[Kind, float] = field(default_factory=dict)  # what the second reader thinks of each kind
    reasons: tuple[str, ...] = ()  # short sentences for staff, in the order of weight
