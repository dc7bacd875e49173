"""The letter as fields are looked for in it: its text put in order, and every value in it with what is said of it."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from bot.core import name_cues
from bot.core.about import answered_lines, sent_by_form, this_address
from bot.core.address_abroad import abroad
from bot.core.address_form import form_address
from bot.core.address_parts import parts as address_parts
from bot.core.address_signed import speaks_of_address
from bot.core.address_values import addresses
from bot.core.backing import backed, signed
from bot.core.company_values import addressee, companies
from bot.core.contact_persons import contacts, somebody_else
from bot.core.contact_values import emails, masked, numbers, phones, same_kind
from bot.core.flat import flat
from bot.core.function_values import functions
from bot.core.joined import joined
from bot.core.labels import filled
from bot.core.language_values import languages
from bot.core.layout import columns, marked, own_signature, unwrapped
from bot.core.listing import listed, ticked
from bot.core.mail import Mail
from bot.core.name_checks import own_spelling
from bot.core.name_values import names
from bot.core.people import alike, writer
from bot.core.plain_values import births, only_possible
from bot.core.removals import removals, replaced_by
from bot.core.retracted import retracted
from bot.core.roles import aged
from bot.core.said_names import MY_NAME
from bot.core.salutation_values import salutations
from bot.core.signature_values import from_signature, told_below
from bot.core.slips import put_right
from bot.core.stays import stays
from bot.core.surroundings import Part
from bot.core.values import CLOSED, NUMBERS, SHAPED, Age, Value, apart

_BELOW = 2000  # characters of a signature
_BARE = re.compile(
    r"\W{0,4}(?:(?:c'est|het is|dat is|it's|it is|es ist|das ist) )?(?:(?:le|het|the|die|num(?:ero|mer)|"
    r"number|nr\.?|n°) ?){0,2}\W{0,2}"
)
_MAY_HOLD = re.compile(r"[\d@]")  # no value of known shape is without
_DIGIT = re.compile(r"\d")  # nor is an address or a number, but one in a form


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """The own text and its values; the signature and the values in it."""

    text: str
    values: Sequence[Value]
    below: str
    signed: Sequence[Value]  # called new only where the text speaks of the signature

    def parts(self, subject: str) -> list[Part]:
        """Return subject, text and signature with those of their values that the third reader is asked of."""
        said = [value for value in self.values if value.field in SHAPED | CLOSED and value.value is not None]
        return [
            Part(name="subject", text=subject, values=_shaped(subject) if subject else []),
            Part(name="text", text=self.text, values=apart(said)),
            Part(name="below", text=self.below if self.signed else "", values=self.signed),
        ]


def letter(mail: Mail, text: str) -> Letter:
    """Return the letter of a mail; ``text`` is what the writer wrote in it, without the form that it came in."""
    name = mail.sender.name if mail.sender else ""
    text, block = own_signature(unwrapped(columns(filled(put_right(_arrows(text, mail.struck))))), name)
    below = f"{block}\n{mail.signature[:_BELOW]}"
    text = "\n".join([text, *marked(mail.signature[:_BELOW].split("\n")), *answered_lines(mail)])
    values = values_of(mail, text)
    told = told_below(text)
    alone = bool(told) or not any(value.field in SHAPED for value in values)
    return Letter(text=text, values=values, below=below, signed=_signed(below, told, text, mail) if alone else [])


def _signed(below: str, told: Set[str], text: str, mail: Mail) -> list[Value]:
    """The values of the signature, of which none is new but those that the letter tells of."""
    shaped = _shaped(below) if _MAY_HOLD.search(below) else []
    if not shaped:
        return []
    found = aged(below, shaped)
    new = [value.span for value in from_signature(found, told, text, mail)]
    plain = [replace(value, age=Age.PLAIN) if value.age is Age.NEW else value for value in found]
    addressed = any(value.field == "address" for value in plain)
    if addressed and not speaks_of_address(f"{mail.subject}\n{text}"):
        plain = [replace(value, age=Age.SAME) if value.field == "address" else value for value in plain]
    return [replace(value, age=Age.NEW) if value.span in new else value for value in plain]


def values_of(mail: Mail, text: str) -> list[Value]:
    """Everything of a known shape in the text, each with its age."""
    whole = _shaped(text)
    whole = apart([*whole, *_worded(text, mail)])
    whole = apart([*whole, *address_parts(text, mail.subject, whole)])
    whole = [replace(value, age=Age.OTHER) if addressee(value, text, whole) else value for value in whole]
    values = joined(text, same_kind(aged(text, whole), text))
    values = ticked([_struck(value, text, mail.struck) for value in values], text)
    values = listed(values, text)
    values = retracted(stays(values, text), text)
    now = replaced_by(text, values) & NUMBERS
    gone = [wish for wish in removals(text, mail.subject) if wish.field not in now]
    values = contacts(text, mail, [_removed(value, gone, text) for value in values])
    gone = [one for one in gone if one.field != "contact_person" or not somebody_else(one, text, mail, values)]
    partly = any(value.field in {"number", "box", "place"} and value.age is Age.NEW for value in values)
    sure = {"address"} if partly else set()
    sure |= {value.field for value in values if value.age is Age.OLD and value.field in {"vat", "iban"}}
    values = [
        value if value.field in sure else backed(value, text, mail.subject, form=sent_by_form(mail)) for value in values
    ]
    values = [
        replace(value, age=_of_signed(value, partly=partly)) if signed(value, text, mail) else value for value in values
    ]
    contact = any(value.field == "contact_person" for value in values)
    left = any(value.field == "email" for value in gone)
    values += [] if contact else _of_persons(names(text, mail, values), values, name_cues.folded(text))
    return [*values, *([] if left else this_address(mail, text, values)), *gone]


def _of_persons(found: Iterable[Value], values: Sequence[Value], lower: str) -> Iterator[Value]:
    """Without the names that are a part of what a firm is called from now on.

    Where a firm has a new name, "name" means that; only a letter that speaks of a person's name as well is about both.
    """
    firms = " ".join(str(one.value) for one in values if one.field == "company" and one.age is Age.NEW).split()
    wed = name_cues.MARRIED.search(lower)
    both = not firms or wed or MY_NAME.search(lower)
    yield from (value for value in found if both and (wed or not _in_firm(str(value.value), firms)))


def _in_firm(name: str, firms: Sequence[str]) -> bool:
    """Whether each word of a name is a spelling of one of a firm's."""
    return bool(firms) and all(any(alike(word, one) for one in firms) for word in name.split())


def _shaped(text: str) -> list[Value]:
    """What is known by its shape alone: electronic and postal addresses and numbers of all sorts."""
    form, found = form_address(text), list(emails(text))
    if not _DIGIT.search(masked(text, found)):
        return apart([*form, *found])
    found += _settled_numbers(numbers(masked(text, found)))
    found += phones(masked(text, found))
    form += abroad(masked(text, found))
    return apart([*form, *found, *addresses(masked(text, [*found, *form]))])


def _settled_numbers(found: Sequence[Value]) -> list[Value]:
    return [
        value
        for name in ("iban", "vat", "national")
        for value in only_possible([one for one in found if one.field == name])
    ]


def _worded(text: str, mail: Mail) -> Iterator[Value]:
    """Values that are words and not numbers."""
    who = writer(mail)
    yield from births(text, mail.subject)
    yield from functions(text, mail, who.words())
    yield from (value for value in companies(text, mail) if not own_spelling(value, text, who))
    yield from languages(text, mail.subject)
    yield from salutations(text, mail.subject, who.last)


def _of_signed(value: Value, *, partly: bool) -> Age:
    """The address under a name is the one of which a part changes, where a part does; else it only says who writes."""
    return Age.SAME if partly and value.field == "address" else Age.OTHER


def _removed(value: Value, gone: Sequence[Value], text: str) -> Value:
    """A number or address in a sentence that wants its sort removed, or bare behind it, is the one that goes."""
    sorts = NUMBERS if value.field in NUMBERS else {value.field}
    if value.age is Age.NEW:
        return value
    if value.field in {"mobile", "mobile?"}:  # nobody faxes to it: it stands beside what is said of the fax
        sorts = sorts - {"fax"}
    here = [one.field for one in gone if one.field in sorts and _speaks_of(one, value, text)]
    return replace(value, field=here[0], age=Age.OLD) if here else value


def _speaks_of(wish: Value, value: Value, text: str) -> bool:
    """Whether a wish to remove a sort of value holds this one, or is followed by it with nothing said between."""
    inside = wish.start <= value.start and value.end <= wish.end
    return inside or (wish.end <= value.start and _BARE.fullmatch(flat(text[wish.end : value.start])) is not None)


def _arrows(text: str, struck: Sequence[str]) -> str:
    """Put an arrow behind what was struck through, when the new value follows it on the line."""
    for passage in struck[:20]:
        if len(passage) > 2:
            text = re.sub(rf"({re.escape(passage)})[ \t]+(?=\S)", r"\1 -> ", text, count=1)
    return text


def _struck(value: Value, text: str, struck: Sequence[str]) -> Value:
    said = flat(text[value.start : value.end])
    gone = any(said in flat(passage) for passage in struck)
    return replace(value, age=Age.OLD) if gone else value
