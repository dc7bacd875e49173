"""New and old values in a mail, who it is about, and from when it holds. What is not sure is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.about import customer_number, passed_on, pointed_at, sent_by_form, target, valued
from bot.core.address_quoted import completed
from bot.core.choosing import PARTS, chosen, either
from bot.core.contact_values import impossible
from bot.core.effective import effective_date
from bot.core.labels import filled
from bot.core.layout import split_form
from bot.core.letter_values import Letter, letter, values_of
from bot.core.mail import Mail
from bot.core.near import Span
from bot.core.standing import Standing
from bot.core.values import Age, Value

_MOST_CHARS = 20_000
_SHORT = 250  # characters of a letter whose subject may be a part of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What stands in one mail; see core.finding.Finding."""

    fields: Mapping[str, object] = field(default_factory=dict)
    old: Mapping[str, object] = field(default_factory=dict)
    effective: str = ""
    target_email: str = ""
    customer_number: str = ""


def extract(mail: Mail, *, changing: bool, kind: str = "", standing: Standing | None = None) -> Found:
    """Return the values; new and old ones only when something is to be changed.

    ``kind``: what the mail is; ``standing``: the third reader, where one has learned.
    """
    form, text = split_form(written(mail))
    number = customer_number(f"{mail.subject}\n{form}\n{text}\n{mail.signature[:2000]}")
    if not changing:
        return Found(target_email=target(mail, form, f"{mail.subject}\n{text}"), customer_number=number)
    read = letter(mail, text)
    new, old = chosen([*_judged(read, mail, kind, standing)])
    if not new and passed_on(mail):
        values = [value for value in values_of(mail, filled(mail.quoted[:_MOST_CHARS])) if value.age is not Age.PLAIN]
        replaced = {value.field for value in values if value.age is Age.OLD}
        new, old = chosen([value for value in values if value.field in replaced])
    if "address" in new:
        new["address"] = completed(new["address"], mail.quoted[:_MOST_CHARS])
    return Found(
        fields=new,
        old=old,
        effective=effective_date(read.text, mail.date),
        target_email=target(mail, form or (read.text if sent_by_form(mail) else ""), "") or _changed_target(mail, old),
        customer_number=number,
    )


def _judged(read: Letter, mail: Mail, kind: str, standing: Standing | None) -> Iterator[Value]:
    """The values as the third reader sees them, where there is one; of subject and signature only what is new.

    Where a part of an address changes, the whole ones stay what the rules say: they complete it.
    """
    if standing is None:
        yield from (*read.values, *(value for value in read.signed if value.age is Age.NEW))
        return
    partly = _partly(read.values)
    own = mail.sender.address.lower() if mail.sender else ""
    parts = read.parts(mail.subject)
    doubtful = either(parts[1].text, parts[1].values)
    yield from (value for value in read.values if value not in parts[1].values or (partly and value.field == "address"))
    proved = _proved(read.values)
    for name, value in _surest([*standing.judged(parts, own=own, kind=kind)], read):
        if name == "text" and value.span in proved or impossible(value):
            yield replace(value, age=Age.OLD if impossible(value) else Age.NEW)
            continue
        if partly and value.field == "address" or (name != "text" and value.age is not Age.NEW):
            continue
        yield replace(value, age=Age.OTHER) if value.value in doubtful else value


def _partly(values: Sequence[Value]) -> bool:
    """Whether a part of an address is new, or one stands beside an address of which it is said that it is old."""
    old = any(value.field == "address" and value.age is Age.OLD for value in values)
    beside = {Age.NEW, Age.PLAIN} if old else {Age.NEW}
    told = {str(one.value["number"]) for one in values if isinstance(one.value, Mapping) and one.age is Age.NEW}
    return any(
        value.field in PARTS
        and value.age in (beside if value.field == "box" else {Age.NEW})
        and not (value.field == "number" and str(value.value) in told)  # "at 74, rue ... 74": the whole one tells it
        for value in values
    )


def _proved(values: Sequence[Value]) -> set[Span]:
    """Where numbers stand that the rules call new, and whose digits are right where those of the other ones are not; and
    where the writer's own address is meant, of which an old one is a misspelling."""
    misspelt = {value.span for value in values if value.start == value.end and _one_is_old(values)}
    wrong = {value.field for value in values if impossible(value)}
    right = [value for value in values if value.field in wrong and not impossible(value)]
    return misspelt | {
        one.span
        for one in right
        if one.age is Age.NEW and {other.value for other in right if other.field == one.field} == {one.value}
    }


def _one_is_old(values: Sequence[Value]) -> bool:
    """Whether an e-mail address is called old, and none is new that the mail spells out."""
    spelled = [value.age for value in values if value.field == "email" and value.start < value.end]
    return Age.OLD in spelled and Age.NEW not in spelled


def _surest(judged: Sequence[tuple[str, Value]], read: Letter) -> Iterator[tuple[str, Value]]:
    """Where several addresses are new, the one of them that the rules call new as well."""
    said = {value.span: value.age for value in read.values if value.field == "address"}
    new = [value for name, value in judged if name == "text" and value.field == "address" and value.age is Age.NEW]
    agreed = [value for value in new if said.get(value.span) is Age.NEW]
    for name, value in judged:
        doubted = name == "text" and value in new and len(agreed) == 1 and value not in agreed
        yield name, replace(value, age=Age.OTHER) if doubted else value


def written(mail: Mail) -> str:
    """Return the own text; with the subject where it is empty or points at it, or where the subject gives a value."""
    text = mail.text[:_MOST_CHARS]
    if len(text) < _SHORT and valued(mail.subject, text):
        return f"{mail.subject}\n{text}"
    if len(text) < 60 and (not text.strip() or pointed_at(text)):
        return f"{mail.subject}\n{text}"
    return text


def _changed_target(mail: Mail, old: Mapping[str, object]) -> str:
    own = mail.sender.address.lower() if mail.sender else ""
    meant = old.get("email")
    return meant if isinstance(meant, str) and meant != own else ""
