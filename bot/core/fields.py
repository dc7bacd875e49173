"""New and old values in a mail, who it is about, and from when it holds. What is not sure is left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.address_values import addresses, streets
from bot.core.contact_values import emails, numbers, phones
from bot.core.effective import effective_date
from bot.core.folding import fold
from bot.core.layout import columns, split_form
from bot.core.mail import Mail
from bot.core.name_values import names, plain
from bot.core.values import Age, Value

_MOST_CHARS = 20_000
_CUSTOMER = re.compile(
    r"\b(?:klantnummer|klantnr|klant|numero (?:de )?client(?:e)?|n° (?:de )?client(?:e)?|client(?:e)?(?: n[°o]?)?|customer (?:number|no|id)|"
    r"kundennummer|kundennr|kunde(?: nr)?|account number)\W{0,4}(?:(?:est|is|ist|c'est)\b\W{0,3}(?:le |het |the |die )?)?(?P<number>[a-z]{0,4}-?\d{3,8})\b"
)
_REMOVED = re.compile(
    r"\b(?P<field>fax|gsm|mobile|prive-?gsm|telephone|telefoon\w*|tel|fixe|vaste lijn|landline)\b[^.\n]{0,30}?"
    r"(?:\b(?:mag (?:weg|uit)|mogen weg|(?:peut|doit|a|est|wordt|moet|can|must) (?:etre )?(?:supprim\w*|retir\w*|effac\w*|verwijderd|removed|deleted)|"
    r"entfallt|n'existe plus|bestaat niet meer|afgeschaft)\b|\(entfallt\))"
    r"|\b(?P<none>fax|f|gsm|tel)\s*:\s*(?:none|geen|aucun\w*|neant|keine?s?|entfallt|-+|/)(?=\s|$)"
    r"|(?:no longer have|plus de|plus d'|hebben geen|heb geen|kein\w*|supprim\w*|verwijder\w*|remove|delete) "
    r"(?:a |un |de |my |our |mijn |mon |notre |le |het |unser\w* )?(?:numero de |nummer van )?(?P<other>fax|gsm)\b"
)
_POSTCODE_IS = re.compile(
    r"\b(?:code postal|postcode|postnummer|plz|postleitzahl|zip)\b.{0,60}?\b(?:c'?\s?est|moet|is|should be|ist|dus|donc)\s+(?:zijn\s+)?"
    r"(?P<postcode>[1-9]\d{3})\b(?:\s+(?P<city>[a-z][a-z-]{2,}))?"
)
_REMOVED_FIELD = {"gsm": "mobile", "prive-gsm": "mobile", "privegsm": "mobile", "mobile": "mobile", "fax": "fax"}
_ABOUT_EMAIL = re.compile(r"\b(?:e-?mail\w*|mail\w*|courriel|adresse|adres|address)\b")
_THIS_ADDRESS = re.compile(
    r"\b(?:celle-ci|cette adresse(?:-ci)?|dit adres|deze adres|this (?:one|address)|diese adresse|the one i'?m writing from|"
    r"zie afzender|voir expediteur|l'adresse d'expedition|see sender|siehe absender)\b"
)
_MEANT_AS_NEW = re.compile(
    r"\b(?:nouve\w+|new|nieuw\w*|neue?\w*|voortaan|desormais|dorenavant|from now on|utilis\w+|use|gebruik\w*|kunftig|change|changer)\b"
)
_SEE_SUBJECT = re.compile(r"\b(?:onderwerp|objet|subject|betreff)\b")
_NOT_THIS = re.compile(r"\b(?:au lieu de|in plaats van|instead of|statt|anstelle|throw-?away)\b[^.\n]{0,40}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What stands in one mail; see core.finding.Finding."""

    fields: Mapping[str, object] = field(default_factory=dict)
    old: Mapping[str, object] = field(default_factory=dict)
    effective: str = ""
    target_email: str = ""
    customer_number: str = ""


def extract(mail: Mail, *, changing: bool) -> Found:
    """Return the values; new and old ones only when something is to be changed."""
    form, text = split_form(columns(_written(mail)))
    number = _CUSTOMER.search(fold(f"{mail.subject}\n{form}\n{text}\n{mail.signature[:2000]}"))
    customer = number["number"].upper() if number else ""
    found_emails = list(emails(text))
    of_form = _target(mail, list(emails(form)))
    if not changing:
        return Found(target_email=of_form or _target(mail, found_emails), customer_number=customer)
    new, old = _sorted(_values(mail, text, found_emails))
    return Found(
        fields=new,
        old=old,
        effective=effective_date(text, mail.date),
        target_email=of_form or _changed_target(mail, old),
        customer_number=customer,
    )


def _written(mail: Mail) -> str:
    """The own text; the subject where the text is empty or only points at it."""
    text = mail.text[:_MOST_CHARS]
    if not text.strip() or (len(text) < 60 and _SEE_SUBJECT.search(fold(text))):
        return f"{mail.subject}\n{text}"
    return text


def _target(mail: Mail, found: Sequence[Value]) -> str:
    """One single other address in the text is the one meant; two are a question for the person."""
    own = mail.sender.address.lower() if mail.sender else ""
    others = {str(value.value) for value in found} - {own}
    others -= set(mail.to)
    return others.pop() if len(others) == 1 and _may_be_meant(mail) else ""


def _may_be_meant(mail: Mail) -> bool:
    return not mail.quoted or len(mail.text) > 0


def _changed_target(mail: Mail, old: Mapping[str, object]) -> str:
    own = mail.sender.address.lower() if mail.sender else ""
    meant = old.get("email")
    return meant if isinstance(meant, str) and meant != own else ""


def _values(mail: Mail, text: str, found_emails: Sequence[Value]) -> list[Value]:
    found, masked = numbers(text)
    for value in found_emails:
        masked = masked[: value.start] + "x" * (value.end - value.start) + masked[value.end :]
    values = [*found, *phones(masked), *found_emails]
    values += list(addresses(text)) or [value for value in streets(text) if value.age is Age.NEW]
    values += [*names(text, mail.subject), *plain(text)]
    removed = _removed(text)
    values = [replace(value, age=Age.OLD) if _inside(value, removed) else value for value in values] + removed
    values += _postcode(text)
    struck = set(mail.struck)
    values = [
        Value(field=v.field, value=v.value, start=v.start, end=v.end, age=Age.OLD)
        if text[v.start : v.end] in struck
        else v
        for v in values
    ]
    return values + _this_address(mail, text, found_emails)


def _this_address(mail: Mail, text: str, found: Sequence[Value]) -> list[Value]:
    """ "The address I write from" is the new one, unless it is said to be the one replaced."""
    match = _THIS_ADDRESS.search(fold(text))
    if match is None or mail.sender is None or not _ABOUT_EMAIL.search(fold(f"{mail.subject} {text}")):
        return []
    own = mail.sender.address.lower()
    near = fold(f"{mail.subject}\n{text}")
    if not _MEANT_AS_NEW.search(
        near[max(0, match.start() + len(mail.subject) - 150) : match.end() + len(mail.subject) + 60]
    ):
        return []
    if _NOT_THIS.search(fold(text)[: match.start()]) or any(
        value.age is Age.NEW for value in found if value.value != own
    ):
        return []
    return [Value(field="email", value=own, start=match.start(), end=match.end(), age=Age.NEW)]


def _removed(text: str) -> list[Value]:
    lower = fold(text)
    values = []
    for found in list(_REMOVED.finditer(lower))[:3]:
        name = found["field"] or found["other"] or {"f": "fax"}.get(found["none"], found["none"])
        kind = _REMOVED_FIELD.get(name, "phone")
        values.append(Value(field=kind, value=None, start=found.start(), end=found.end(), age=Age.PLAIN))
    return values


def _inside(value: Value, spans: Sequence[Value]) -> bool:
    return any(span.start <= value.start and value.end <= span.end for span in spans)


def _postcode(text: str) -> list[Value]:
    """A postcode that is put right by itself, with the place when it is named."""
    found = _POSTCODE_IS.search(fold(text))
    if found is None or next(addresses(text), None) is not None:
        return []
    city = found["city"].title() if found["city"] else None
    parts = {"street": None, "number": None, "box": None, "postcode": found["postcode"], "city": city, "country": "BE"}
    return [Value(field="address", value=parts, start=found.start(), end=found.end(), age=Age.NEW)]


def _sorted(values: Sequence[Value]) -> tuple[dict[str, object], dict[str, object]]:
    """Split into new and old values. Of several candidates the one called new counts; two that are left are none."""
    new: dict[str, object] = {}
    old: dict[str, object] = {}
    for name in dict.fromkeys(_settled(value.field, values) for value in values):
        mine = [value for value in values if _settled(value.field, values) == name]
        for value in mine:
            if value.age is Age.OLD and value.value is not None:
                old.setdefault(name, value.value)
        choice = _choice(mine)
        if choice is not None:
            new[name] = choice.value
    return new, old


def _settled(name: str, values: Sequence[Value]) -> str:
    """A mobile number is told apart only where a landline stands beside it."""
    if name == "mobile?":
        return "mobile" if any(value.field == "phone" for value in values) else "phone"
    return name


def _choice(candidates: Sequence[Value]) -> Value | None:
    open_to = [value for value in candidates if value.age in {Age.NEW, Age.PLAIN}]
    distinct = {str(value.value): value for value in open_to}
    if len(distinct) <= 1:
        return next(iter(distinct.values()), None)
    called_new = {key: value for key, value in distinct.items() if value.age is Age.NEW and value.value is not None}
    return next(iter(called_new.values())) if len(called_new) == 1 else None
