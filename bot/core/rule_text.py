"""The files of rules as staff write them, before anything is compiled; see rules/README.md."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Where = Literal["subject", "text", "quoted", "signature", "hidden"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleText(_Part):
    """One [[rule]] of a file, as written; see rules/README.md."""

    id: str
    match: list[str] = []  # one of them
    all: list[str] = []  # and each of these, in any order
    within: int = 0  # all of those in so many characters; 0: anywhere in the clause
    weight: float = Field(gt=0, le=20)
    why: str
    kind: str = ""
    scope: Literal["clause", "mail"] = "clause"  # what must stand in one clause, or anywhere in the same place
    where: list[Where] = ["subject", "text"]
    unless: list[str] = []  # in the same clause: the rule does not speak
    context: list[str] = []  # somewhere in subject or quote: else the rule does not speak
    answer: Literal["", "pointer", "status"] = ""  # of ordinary mail (kind "other"): the letter that answers it
    words: int = 0  # speaks only in mails with at most so many own words
    hits: list[str] = []
    misses: list[str] = []


class VetoText(_Part):
    """One [[veto]]: takes the weight away from rules of ``kinds`` in the same clause, or in the whole mail."""

    id: str
    match: list[str] = Field(min_length=1)
    kinds: list[str]
    why: str
    scope: Literal["clause", "mail"] = "clause"
    hits: list[str] = []
    misses: list[str] = []


class Second(_Part):
    """What the word of the second reader is worth (core.second): shares of 1. Without any it has no say."""

    withdraw: float = Field(default=0, ge=0, le=1)  # a request that it finds less likely goes to staff
    agreed: float = Field(default=0, ge=0, le=1)  # the same where several rules found it
    instead: float = Field(default=1, ge=0, le=1)  # unless it finds another request so likely: that one is meant
    confirm: float = Field(default=1, ge=0, le=1)  # a suspicion that it finds so likely is a request
    alone: float = Field(default=1, ge=0, le=1)  # what no rule suspects or denies, and it finds so likely, is a request
    silent: float = Field(default=1, ge=0, le=1)  # the same of a change or a deletion
    against: float = Field(default=1, ge=0, le=1)  # and what a rule takes for ordinary business
    denied: float = Field(default=2, ge=0, le=2)  # and what a veto denies; above 1: never
    single: float = Field(default=1, ge=0, le=1)  # of several rights that rules found, one so likely is the only one
    flagged: float = Field(default=1, ge=0, le=1)  # in a mail that staff see for a flag, the request that is so likely
    valueless: float = Field(default=1, ge=0, le=1)  # a change without any readable value, if so likely
    doubt: float = Field(default=1, ge=0, le=1)  # ordinary mail in which it finds a request so likely goes to staff
    aside: float = Field(default=1, ge=0, le=1)  # a doubt in which it finds ordinary mail so likely is put away
    unwanted: float = Field(default=1, ge=0, le=1)  # spam that no rule knows, if so likely and no rule found a request
    beside: float = Field(default=1, ge=0, le=1)  # a request that no rule knows, in a mail with a new value
    beware: float = Field(default=1, ge=0, le=1)  # a matter for staff so many times as likely as the request
    twin: float = Field(default=1, ge=0, le=1)  # a changed value that is wrong so many times as likely is for staff


class Third(_Part):
    """From which share of 1 the word of the third reader counts (core.standing)."""

    agreed: float = Field(default=1, gt=0, le=1)  # a value that the rules call new is, if it finds that so likely
    new: float = Field(default=1, gt=0.5, le=1)  # and one that they do not call new
    denied: float = Field(default=1, gt=0.5, le=1)  # and one that they call old
    old: float = Field(default=1, gt=0.5, le=1)  # and one so likely old is the old one


class Decision(_Part):
    """decision.toml: the score from which a kind is accepted, and from which staff are asked."""

    accept: Mapping[str, float]
    ask: float
    margin: float
    soft_flags: list[str]  # staff see the mail, but the request goes on
    second: Second = Second()
    third: Third = Third()


class FileText(_Part):
    """One file of rules. ``kind`` is that of every rule in it that names none."""

    kind: str = ""
    rule: list[RuleText] = []
    veto: list[VetoText] = []

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        for rule in self.rule:
            if not rule.match and not rule.all:
                raise ValueError(f"{rule.id}: needs match or all")
        return self
