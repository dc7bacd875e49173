"""What the person wrote now, apart from quotes, forwarded mails, signatures and disclaimers; in four languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Stands above the text of our own letters that ask for an answer; whatever follows it in a reply is ours.
SEPARATOR = "-- -- -- -- -- -- --"

_LABELS = re.compile(
    r"^[>*\s]*\**(?P<label>De|Van|From|Von|Expéditeur|Afzender|Absender|Envoyé|Verzonden|Sent|Gesendet|Date|Datum|Le|"
    r"À|A|Aan|To|An|Cc|Objet|Onderwerp|Subject|Betreff|Reply-To|Répondre à)\s?\**\s?:\**\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_SENDERS = frozenset({"de", "van", "from", "von", "expéditeur", "afzender", "absender"})
_DATES = frozenset({"envoyé", "verzonden", "sent", "gesendet", "date", "datum", "le"})
_ORIGINAL = re.compile(
    r"^[>\s]*-{2,}\s*(?:Message d'origine|Message original|Oorspronkelijk bericht|Origineel bericht|Original Message|"
    r"Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Courriel original)\s*-{2,}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:Forwarded message|Message transféré|Message réexpédié|Doorgestuurd bericht|"
    r"Weitergeleitete Nachricht|Forwarded Message|Message transmis)\s*-{2,}|"
    r"(?:Début du message (?:transféré|réexpédié)|Begin doorgestuurd bericht|Begin forwarded message|"
    r"Anfang der weitergeleiteten (?:Nachricht|E-Mail))\s*:?)\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^[>\s]*(?:Le|On|Op|Am|Em|Dne|Den|En date du|Vom|Von)?\b.{4,300}?"
    r"(?:a écrit|wrote|(?:schreef|schrieb)(?: .{2,150})?|(?:het volgende )?geschreven)\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WROTE_START = re.compile(
    r"^[>\s]*(?:Le|On|Op|Am|En date du|Vom|[^\n]{0,80}<[^<>\s]+@[^<>\s]+>|"
    r"[^\n]{3,60} (?:schreef|schrieb|wrote|a écrit))",
    re.IGNORECASE,
)
#: Of these words one stands wherever the patterns above match; to look for them in the whole text is far cheaper. But
#: the patterns take some letters for others, which small letters are not.
_SAYS_WROTE = ("écrit", "wrote", "schreef", "schrieb", "geschreven")
_SAYS_FORWARDED = ("forwarded", "transféré", "réexpédié", "transmis", "doorgestuurd", "weitergeleitete")
_ODD = ("\u0307", "ı", "ſ")  # "İ" is "i" with the first of them
_DIGIT = re.compile(r"\d")
_PHONE_LINE = re.compile(
    r"^\s*(?:Envoyé (?:de|depuis|avec|via|à partir d(?:e|['’]\w+)|à l['’]aide de)|"
    r"(?:Verzonden|Verstuurd) (?:vanaf|van|met|vanuit|via)|"
    r"Sent (?:from|with|via)|Von (?:meine[mr]|Outlook) .{2,40} gesendet|Gesendet (?:von|mit|aus)|Télécharger Outlook|"
    r"Outlook (?:pour|voor|for|für)|Provenance\s?: (?:Courrier|Outlook)|Yahoo Mail(?=\s?:)|"
    r"(?:Get|Download|Obtenez|Obtenir|Télécharge[rz]|Holen Sie sich) (?:Outlook|BlueMail|Yahoo)|"
    r"Diese Nachricht wurde von meinem)\b.{0,80}$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"^\W*(?:disclaimer|avertissement\b(?!.{0,40}retard)|confidentiality notice|avis de confidentialité|if you (?:have received|are not the intended)|"
    r"si vous (?:avez reçu ce|n'êtes pas le destinataire)|(?:indien|als|bent) u (?:dit bericht|deze e-mail|niet de)|"
    r"(?:sollten sie|wenn sie) (?:diese|nicht der)|ce (?:message|courriel|mail|e-mail)\b.{0,120}(?:confidentiel|destiné|exclusiv)|"
    r"(?:dit|deze) (?:bericht|e-mail|mail|e-mailbericht)\b.{0,120}(?:vertrouwelijk|bestemd|uitsluitend)|"
    r"this (?:message|e-?mail|communication)\b.{0,140}(?:confidential|intended|privileged)|"
    r"diese (?:nachricht|e-?mail)\b.{0,120}(?:vertraulich|bestimmt)|"
    r"the contents? of this (?:message|e-?mail)\b.{0,60}confidential|"
    r"le contenu de ce (?:message|courriel|mail|e-mail)\b.{0,60}confidentiel|"
    r"de inhoud van (?:dit|deze) (?:bericht|e-?mail)\b.{0,60}vertrouwelijk|"
    r"der inhalt dieser (?:nachricht|e-?mail)\b.{0,60}vertraulich|"
    r"the information (?:contained )?in this e?-?mail|les informations contenues dans ce|"
    r"de informatie in (?:dit|deze)|pensez à l'environnement|think before you print|denk aan het milieu|"
    r"please consider the environment|avant d'imprimer)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\W*(?:bien (?:à|a) vous|(?:bien |très )?cordialement|(?:sincères |mes )?salutations(?: distinguées)?|"
    r"(?:meilleures|sincères) salutations|bàv|cdlt|"
    r"veuillez (?:agréer|recevoir|croire)\b.{0,120}|"
    r"met (?:vriendelijke|beleefde|hartelijke|oprechte) groet(?:en)?|vriendelijke groet(?:en)?|beste groet(?:en)?|mvg|"
    r"groet(?:jes|en)?|hoogachtend|"
    r"(?:kind|best|warm|many) regards|regards|yours (?:sincerely|faithfully|truly)|sincerely|cheers|best wishes|"
    r"mit (?:freundlichen|besten|lieben) gr(?:ü|ue)(?:ß|ss)en|mfg|"
    r"(?:freundliche|beste|viele|liebe) gr(?:ü|ue)(?:ß|ss)e|"
    r"hochachtungsvoll)\W*$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"^\s*(?:p\.?\s?s\.?|n\.?b\.?|nb|let op|attention|note|nieuw|new|nouveau|neu)\b", re.IGNORECASE
)
_BANNER = re.compile(
    r"^\W*(?:attention|caution|warning|external|externe?|opgelet|let op|achtung|vorsicht|avertissement|ext)\b[^.!?]{0,60}?"
    r"\b(?:sent|came|comes|origina\w+|from|sender|provien\w+|provenant|vient|envoyée?|expéditeur|"
    r"verzonden|verstuurd|afkomstig|komt|afzender|gesendet|stammt|kommt|absender)\b[^.!?]{0,60}?"
    r"\b(?:outside|external|extérieure?|hors|externe?s?|buiten|außerhalb|ausserhalb)\b[^.!?]{0,40}?"
    r"\b(?:organi[sz]ation|organisatie|entreprise|company|bedrijf|société|unternehmens?|firma)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:click\w*|links?|attachments?|sender|open|content|cli(?:c|qu)\w*|liens?|pièces? jointes?|expéditeur|ouvr\w+|"
    r"prudent\w*|klik\w*|bijlagen?|afzender|voorzichtig\w*|klicken|anhänge|anlagen|absender\w*|öffnen|vorsichtig)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:i|my|me|je|j['’]\w+|mes|mon|ma|ik|mijn|ich|meine?[nrms]?|mir)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]+(?:\s+|$)")
_BANNER_CHARS = 600
_BANNER_LINES = 8
_SIGNATURE_LINES = 14
_SIGNATURE_WIDTH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """The three parts of a text; ``forwarded`` when the quoted part is a mail that was passed on."""

    text: str
    quoted: str = ""
    signature: str = ""
    forwarded: bool = False


def cut(text: str) -> Cut:
    """Return own text, quote and signature. Answers written between quoted lines stay in the own text."""
    lines = text.split("\n")
    end, forwarded = _end_of_own(lines)
    banner = _banner(lines[:end])
    own, quoted, signature = _parts(lines[banner:end])
    if banner and not any(line.strip() and not CLOSING.match(line) for line in own):
        banner = 0  # nobody writes nothing below it: it is what he wrote
        own, quoted, signature = _parts(lines[:end])
    return Cut(
        text="\n".join(own).strip(),
        quoted="\n".join([*quoted, *lines[end:]]).strip(),
        signature="\n".join([*lines[:banner], *signature]).strip(),
        forwarded=forwarded,
    )


def _banner(lines: Sequence[str]) -> int:
    """Return how many lines a warning takes that a border server puts above mail from outside: it says where the mail
    comes from, then what not to do. A paragraph in which somebody speaks of himself or says more is none; in HTML the
    answer may stand right under it, in the next line."""
    begin = next((place for place, line in enumerate(lines) if line.strip()), 0)
    end = next((place for place in range(begin, len(lines)) if not lines[place].strip()), len(lines))
    stops = [
        place + 1
        for place in range(begin, min(end - 1, begin + _BANNER_LINES))
        if lines[place].rstrip(" ])*").endswith((".", "!"))
    ]
    return next((stop for stop in (end, *reversed(stops)) if _warns(" ".join(lines[begin:stop]))), 0)


def _warns(paragraph: str) -> bool:
    warning = _BANNER.match(paragraph) if len(paragraph) < _BANNER_CHARS else None
    if warning is None or _I.search(paragraph):
        return False
    more = _SENTENCE.split(paragraph[warning.end() :])
    return all(_ADVICE.search(one) for one in more if one.strip(" ])*"))


def _parts(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    own, quoted = _parted(lines)
    own, signature = _signature(_without_attributions(own, quoted))
    return own, quoted, signature


def _parted(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return own lines and marked ones. Below a letter of ours what stands right under a marked line is the wrapped end
    of it, not an answer: nobody may confirm because a program broke our line before the word "yes"."""
    own: list[str] = []
    quoted: list[str] = []
    ours = below = False
    for line in lines:
        marked = _marked(line)
        ours = ours or (marked and SEPARATOR in line)
        below = bool(line.strip()) and (marked or (ours and below))
        (quoted if marked or below else own).append(line)
    return own, quoted


def _marked(line: str) -> bool:
    return line.lstrip().startswith((">", "|>"))


def _end_of_own(lines: Sequence[str]) -> tuple[int, bool]:
    """Return the line from which everything is quoted, and whether it is a forwarded mail."""
    said = "\n".join(lines).lower()
    wrote, passed_on = (any(word in said for word in (*words, *_ODD)) for words in (_SAYS_WROTE, _SAYS_FORWARDED))
    for place, line in enumerate(lines):
        if SEPARATOR in line and not _marked(line):
            return _back_over_attribution(lines, place), False
        if passed_on and _FORWARD.match(line):
            return place, True
        if "--" in line and _ORIGINAL.match(line):
            return _back_over_rule(lines, place), False
        if ":" in line and _header_block(lines, place):
            return _back_over_rule(lines, _back_over_date(lines, place)), False
        if wrote and _attribution(lines, place) and not _quote_marks_follow(lines, place):
            return place, False
    return len(lines), False


def _header_block(lines: Sequence[str], place: int) -> bool:
    """A block of at least three labels, sender and date among them, as Outlook puts above a quote."""
    found = _LABELS.match(lines[place])
    if found is None or found["label"].lower() not in _SENDERS:
        return False
    labels = [match["label"].lower() for line in lines[place : place + 8] if (match := _LABELS.match(line))]
    known = set(labels)
    if place + 1 == len(lines):
        return False
    says_when = any(
        _DIGIT.search(match["value"])
        for line in lines[place : place + 8]
        if (match := _LABELS.match(line)) and match["label"].lower() in _DATES
    )
    has_address = any("@" in line for line in lines[place : place + 8])
    if len(labels) >= 2 and "@" in found["value"] and _LABELS.match(lines[place + 1]):
        return True
    return len(known) >= 3 and bool(known & _DATES) and (says_when or has_address)


def _attribution(lines: Sequence[str], place: int) -> int:
    """Return how many lines an "On ... wrote:" takes from here, 0 when there is none."""
    if not _WROTE_START.match(lines[place]):
        return 0
    for count in (1, 2, 3):
        block = " ".join(lines[place : place + count])
        if len(block) > 400:
            return 0
        if (
            _WROTE.match(block)
            and (_DIGIT.search(block) or "@" in block)
            and block.rstrip().endswith((":", "wrote", "écrit"))
        ):
            return count
    return 0


def _quote_marks_follow(lines: Sequence[str], place: int) -> bool:
    below = [line for line in lines[place + 1 : place + 8] if line.strip()]
    return any(line.lstrip().startswith(">") for line in below[:4])


def _back_over_rule(lines: Sequence[str], place: int) -> int:
    while place and not lines[place - 1].strip(" _-\t*"):
        place -= 1
    return place


def _back_over_date(lines: Sequence[str], place: int) -> int:
    """Some programs (GMX, Orange) name the date above the sender."""
    above = _LABELS.match(lines[place - 1]) if place else None
    dated = above is not None and above["label"].lower() in _DATES and _DIGIT.search(above["value"])
    return place - 1 if dated else place


def _back_over_attribution(lines: Sequence[str], place: int) -> int:
    """Our separator is quoted in a reply: the attribution above it is not the person's words either."""
    for start in range(max(0, place - 6), place):
        if _attribution(lines, start) or _header_block(lines, start) or _ORIGINAL.match(lines[start]):
            return start
    return place


def _without_attributions(own: list[str], quoted: list[str]) -> list[str]:
    if not quoted:
        return own
    kept: list[str] = []
    place = 0
    while place < len(own):
        count = _attribution(own, place)
        if count:
            quoted[:0] = own[place : place + count]
            place += count
        else:
            kept.append(own[place])
            place += 1
    return kept


def _signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split off what stands behind "-- ", a closing formula, a telephone's line or a disclaimer."""
    for place, line in enumerate(lines):
        if line.rstrip() == "--" or (place and _DISCLAIMER.match(line)):
            return _after(lines, place)
    for place, line in enumerate(lines):
        if CLOSING.match(line) and _short(lines[place + 1 :]):
            return lines[: place + 1], lines[place + 1 :]
    kept = [line for line in lines if not _PHONE_LINE.match(line)]
    return kept, [line for line in lines if _PHONE_LINE.match(line)]


def _after(lines: list[str], place: int) -> tuple[list[str], list[str]]:
    kept, below = _signature(lines[:place])
    return kept, [*below, *lines[place:]]


def _short(lines: Sequence[str]) -> bool:
    """Names, functions, numbers: short lines, not a letter that goes on, and no postscript."""
    said = [line for line in lines if line.strip() and not _PHONE_LINE.match(line)]
    return (
        len(said) <= _SIGNATURE_LINES
        and all(len(line) <= _SIGNATURE_WIDTH for line in said)
        and not any(_POSTSCRIPT.match(line) for line in said)
    )
