"""Copies of identity documents among the attachments: never asked for, and not kept (GDPR art. 5(1)(c), EDPB 01/2022).

Found by their names, or by what the person says of them; a picture is never looked into. What is cut out is a range of
bytes of the raw mail: all else of it stays as it came.
"""

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from bot.core import mime
from bot.core.folding import clauses, fold
from bot.core.mail import Mail

Span = tuple[int, int]  # bytes of the raw mail: from, up to

_DOCUMENT = (
    r"(?:(?:carte|piece|document|titre|copie|papiers?) ?d? ?identite|\bcni\b|passeport|permis ?de ?conduire|"
    r"(?:titre|carte|permis) ?de ?sejour|"
    r"identiteits(?:kaart|bewijs|document)|\bid ?kaart|\beid\b|paspoort|rijbewijs|verblijfs(?:titel|kaart)|"
    r"(?:identity|\bid) ?(?:card|document|papers?)\b|proof of (?:id\b|identity)|passport|"
    r"(?:driving|drivers?) ?(?:s )?licen[cs]e|residence ?(?:permit|card)|"
    r"ausweis|reisepass|fuhrerschein|aufenthalts(?:titel|karte)|identitats(?:karte|nachweis))"
)
_NAMED = re.compile(_DOCUMENT)
#: A name that is nothing but these, with one of the first kind among them: "carte.jpg", "ID recto 2.png".
_BARE = frozenset({"carte", "kaart", "card", "karte", "id", "ci", "cni", "eid", "recto", "verso"})
_BESIDE = frozenset(
    {"scan", "copie", "copy", "kopie", "photo", "foto", "img", "image", "front", "back", "et", "and", "en", "und"}
    | {"voorkant", "achterkant", "voorzijde", "achterzijde", "vorderseite", "ruckseite", "ma", "mon", "mijn", "my"}
)
_ENCLOSED = (
    r"ci.?joint\w*|ci.?inclus\w*|en annexe|pieces? jointes?|jointe?s?\b|voici|vous trouverez|"
    r"(?<!dois )je (?:vous )?(?:joins|envoie|transmets)|"
    r"in (?:de )?bijlage|als bijlage|bijgevoegd\w*|bijgaand\w*|hierbij|toegevoegd|stuur ik|ik stuur|meegestuurd|"
    r"attached|enclosed|attaching|enclosing|here is|i (?:am )?send(?:ing)?|"
    r"(?:sende|schicke) ich|ich (?:sende|schicke)|anbei|im anhang|beigefugt\w*|angehangt|hier ist"
)
_SENT = re.compile(rf"(?:{_ENCLOSED}).{{0,80}}?(?:{_DOCUMENT})|(?:{_DOCUMENT}).{{0,60}}?(?:{_ENCLOSED})")
_DENIED = re.compile(
    r"\b(?:pas|jamais|aucune?|sans|geen|niet|nooit|zonder|no|not|never|without|kein\w*|nicht|nie|ohne)\b"
)
#: Papers that may come beside: a mandate is read by staff.
_OTHER = re.compile(
    r"mandat|procuration|volmacht|vollmacht|authori[sz]ation|power|facture|factuur|invoice|rechnung|contrat|contract|"
    r"vertrag|lettre|brief|letter|devis|offerte|logo|signature"
)
_CAPITAL = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
_PICTURE = re.compile(r"\.(?:jpe?g|png|heic|heif|pdf|tiff?|webp|gif|bmp)$")
_TEXT = 20_000  # characters
_LOGO = 12_000  # bytes as encoded: what is smaller is an icon or a logo, no readable copy


def papers(mail: Mail, raw: bytes) -> tuple[Span, ...]:
    """Return where copies of identity documents stand in the raw mail, in order; () when there is none."""
    if not mail.attachments:
        return ()
    try:
        files = [part for part in mime.parse(raw).walk() if _is_file(part)]
    except (mime.TooComplex, RecursionError):
        return ()
    copies = [part for part in files if _named(mime.filename_of(part))]
    if not copies and _says_so(f"{mail.subject}\n{mail.text}"):
        copies = [part for part in files if _may_be(part)]
    return tuple(_spans(raw, files, copies))


def without(raw: bytes, spans: Sequence[Span]) -> bytes:
    """Return the mail without those bytes; the parts stay, empty."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(raw[at:start])
        at = end
    return b"".join([*kept, raw[at:]])


def _is_file(part: Message) -> bool:
    """Whether a part is neither a text to be read nor a container."""
    if not isinstance(part.get_payload(), str) or part.get_content_maintype() in {"multipart", "message"}:
        return False
    return part.get_content_maintype() != "text" or "attachment" in str(part.get("Content-Disposition", "")).lower()


def _named(name: str) -> bool:
    stem = fold(_CAPITAL.sub(" ", name.rpartition(".")[0] or name))
    words = re.findall(r"[a-z]+", stem)
    if _NAMED.search(" ".join(words)):
        return True
    return not _BARE.isdisjoint(words) and set(words) <= _BARE | _BESIDE


def _says_so(text: str) -> bool:
    """Whether a sentence says that a copy is enclosed; one that denies anything does not."""
    sentences = (re.sub(r"[ \t'-]+", " ", one) for one in clauses(fold(text[:_TEXT])))
    return any(_SENT.search(one) and not _DENIED.search(one) for one in sentences)


def _may_be(part: Message) -> bool:
    name, kind = fold(mime.filename_of(part)), part.get_content_type()
    picture = kind.startswith("image/") or kind == "application/pdf" or bool(_PICTURE.search(name))
    return picture and not _OTHER.search(name) and len(str(part.get_payload())) > _LOGO


def _spans(raw: bytes, files: Sequence[Message], copies: Sequence[Message]) -> Iterator[Span]:
    """Where the contents of the copies stand. Where one is not found as it was read, all below the header goes."""
    at = 0
    for part in files:
        content = str(part.get_payload()).encode("utf-8", "surrogateescape")
        start = raw.find(content, at)
        if start >= 0:
            at = start + len(content)
        if part not in copies or not content.strip():
            continue
        if start < 0:
            yield max(at, mime.body_at(raw)), len(raw)
            return
        yield start, at
