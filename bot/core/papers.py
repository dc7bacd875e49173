"""Copies of identity documents among the attachments: never asked for, and not kept (GDPR art. 5(1)(c), EDPB 01/2022).

Only a picture or a PDF is one, whose name says nothing else, or the only one of which a sentence says so: what is cut
is gone for good, and what is doubtful stays. A picture is never looked into. What is cut out is a range of bytes of the
raw mail: all else of it stays as it came.
"""

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from bot.core import mime
from bot.core.folding import clauses, fold
from bot.core.mail import Mail

Span = tuple[int, int]  # bytes of the raw mail: from, up to

_DOCUMENT = (
    r"(?:(?:carte|piece|document|titre|papiers?) ?d? ?identite|cni|passeport|permis ?de ?conduire|"
    r"(?:titre|carte|permis) ?de ?sejour|"
    r"identiteits(?:kaart|bewijs|document)|id ?kaart|eid|paspoort|rijbewijs|verblijfs(?:titel|kaart)|"
    r"(?:identity|id) ?(?:card|document|papers?)|proof of (?:id|identity)|passport|"
    r"(?:driving|drivers?) ?(?:s )?licen[cs]e|residence ?(?:permit|card)|"
    r"(?:personal)?ausweis(?:kopie)?|reisepass(?:kopie)?|fuhrerschein|aufenthalts(?:titel|karte)|"
    r"identitats(?:karte|nachweis))"
)
_NAMED = re.compile(rf"\b{_DOCUMENT}\b")
#: A name that is nothing but these, with one of the first kind and one of the second: "ID recto 2.png".
_BARE = frozenset({"carte", "kaart", "card", "karte", "id", "ci"})
_SIDE = frozenset(
    {"recto", "verso", "front", "back", "voorkant", "achterkant", "voorzijde", "achterzijde", "vorderseite"}
    | {"ruckseite"}
)
_BESIDE = frozenset(
    {"scan", "copie", "copy", "kopie", "photo", "foto", "img", "image", "et", "and", "en", "und", "ma", "mon", "mijn"}
    | {"my", "mein", "meine", "de", "d", "du", "la", "le", "l", "of", "van", "von", "the", "het", "jpg", "jpeg", "png"}
)
_NAMES = 3  # words beside those that a name may have: those of a person
_COPY = (
    r"(?:(?:photo)?cop(?:ie|y)s?|(?:foto)?kopie|scans?|photos?|fotos?|pictures?|both sides|recto ?verso) "
    r"(?:(?:recto|verso|et|en) ?)*(?:of|de|du|d|van|von) ?(?:both sides of )?"
)
_OWN = r"(?:ma|mon|my|our|notre|mijn|mn|onze|meine?[nrms]?)"
_ONE = (
    rf"(?:{_COPY}(?:(?:{_OWN}|la|le|l|his|her|their|sa|son|zijn|haar|de|het|the|des|der|dem) )?|{_OWN} )"
    rf"{_DOCUMENT}\b"
)
_ENCLOSED = (
    r"(?:ci.?joint\w*|ci.?inclus\w*|en annexe|en pieces? jointes?|voici|vous trouverez|"
    r"je (?:vous )?(?:joins|envoie|transmets)|"
    r"in (?:de )?bijlage|als bijlage|bijgevoegd\w*|bijgaand\w*|hierbij|toegevoegd|stuur ik|ik stuur|meegestuurd|"
    r"attached|enclosed|attach|enclose|attaching|enclosing|here is|i (?:am )?send(?:ing)?|"
    r"(?:sende|schicke) ich|ich (?:sende|schicke)|anbei|im anhang|beigefugt\w*|angehangt|hier ist)"
)
_FILLING = (
    r"(?:[ ,:]+(?:vous|trouverez|u|you|vindt|vind|je|finden|sie|ihnen|ich|ik|find|is|are|est|sont|ist|sind|zijn|a|an|"
    r"une?|la|le|the|een|de|ein|eine|eine[nr]?|also|aussi|ook|auch|as|als|comme|requested|demandee?|gevraagd|"
    r"herewith|please|pour|preuve|bewijs|in|en|im)\b){0,6}[ ,:]+"
)
#: What follows a document that is meant itself: "my passport number" is something else.
_ENDS = (
    r"(?= ?(?:$|[.,;:!]|(?:recto|verso|et|and|en|und|as|comme|als|pour|for|to|om|ter|zur|zum|is|est|ist|mee|bij|mit|"
    r"so|afin|in)\b))"
)
#: Enclosed now, and a copy of a document, or one's own document, with no other thing named between the two.
_SENT = re.compile(rf"\b{_ENCLOSED}{_FILLING}{_ONE}{_ENDS}|\b{_ONE}{_FILLING}{_ENCLOSED}")
#: A sentence with one of these denies, asks, sets a condition, tells of another time, or of another way.
_DENIED = re.compile(
    r"\?|\b(?:pas|plus|jamais|aucune?|sans|geen|niet|nooit|zonder|no|not|never|without|kein\w*|nicht|nie|ohne|"
    r"n ai|cannot|don t|didn t|perdue?s?|volee?s?|verloren|gestolen|gestohlen|lost|stolen|"
    r"dois je|si|indien|wanneer|if|when|wenn|falls|faut il|should|would|could|can|may|"
    r"poste|post|courrier|later|spater|demain|tomorrow|morgen)\b"
)
#: Papers that may come beside, or that are about a document: staff read them.
_OTHER = re.compile(
    r"mandat|procuration|volmacht|vollmacht|authori[sz]ation|power|facture|factuur|invoice|rechnung|contrat|contract|"
    r"vertrag|lettre|brief|letter|devis|offerte|logo|signature|plainte|complaint|klacht|beschwerde|\bvols?\b|\bvole|"
    r"perte|perdu|declaration|diefstal|aangifte|verlies|verlust|verloren|diebstahl|anzeige|theft|stolen|\blost\b|"
    r"\bloss\b|polic[ey]|politique|beleid|richtlinie|privacy|formul|\bform\b|antrag|aanvraag|demande|application|"
    r"request|rene[ew]|renouvel|verleng|verlanger|passport ?photos?|photos? ?d? ?identite|appointment|rendez|\brdv\b|"
    r"afspraak|termin|ticket|reservation|receipt|\brecu\b|quittung|attestation|certifica|conditions|terms|tarif|"
    r"price|prijs|preis|holder|cover|etui|hoes|hulle|numero|number|nummer|\bdata\b|donnees|gegevens|daten|guide|info"
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
    copies = [part for part in files if _named(part)]
    if not copies and _says_so(f"{mail.subject}\n{mail.text}"):
        may_be = [part for part in files if _may_be(part)]
        copies = may_be if len(may_be) == 1 else []  # which one is meant, staff see
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


def _named(part: Message) -> bool:
    """Whether the name alone says that it is a copy, and nothing else."""
    name = mime.filename_of(part)
    words = re.findall(r"[a-z]+", fold(_CAPITAL.sub(" ", name.rpartition(".")[0] or name)))
    stem = " ".join(words)
    if not _is_picture(part) or _OTHER.search(stem):
        return False
    rest = set(_NAMED.sub(" ", stem).split())
    if len(rest) < len(set(words)) and _NAMED.search(stem):
        return len(rest - _BESIDE - _SIDE) <= _NAMES
    return not _BARE.isdisjoint(rest) and not _SIDE.isdisjoint(rest) and rest <= _BARE | _SIDE | _BESIDE


def _says_so(text: str) -> bool:
    """Whether a sentence says that a copy is enclosed, and neither denies, asks nor speaks of other papers."""
    sentences = (re.sub(r"[ \t'()-]+", " ", one) for one in clauses(fold(text[:_TEXT])))
    return any(_SENT.search(one) and not _DENIED.search(one) and not _OTHER.search(one) for one in sentences)


def _is_picture(part: Message) -> bool:
    kind = part.get_content_type()
    if kind == "application/octet-stream":
        return bool(_PICTURE.search(fold(mime.filename_of(part))))
    return kind.startswith("image/") or kind == "application/pdf"


def _may_be(part: Message) -> bool:
    return (
        _is_picture(part) and not _OTHER.search(fold(mime.filename_of(part))) and len(str(part.get_payload())) > _LOGO
    )


def _spans(raw: bytes, files: Sequence[Message], copies: Sequence[Message]) -> Iterator[Span]:
    """Where the contents of the copies stand. Where one is not found as it was read, all below the header goes."""
    at = 0
    for part in files:
        content = str(part.get_payload()).encode("utf-8", "surrogateescape")
        start = raw.find(content, _below_header(raw, part, at))
        if start >= 0:
            at = start + len(content)
        if part not in copies or not content.strip():
            continue
        if start < 0:
            yield max(at, mime.body_at(raw)), len(raw)
            return
        yield start, at


def _below_header(raw: bytes, part: Message, at: int) -> int:
    """Where the part's own fields end, ``at`` when they do not stand there as they were read: an earlier text may hold
    the same bytes as its content."""
    fields = [rb"%s:[ \t]*%s" % (_literal(name), _literal(value)) for name, value in part.raw_items()]
    found = re.compile(rb"\n" + rb"[ \t]*\r?\n".join(fields) + rb"[ \t]*\r?\n\r?\n").search(raw, at) if fields else None
    return found.end() if found else at


def _literal(text: object) -> bytes:
    return re.escape(str(text).encode("utf-8", "surrogateescape"))
