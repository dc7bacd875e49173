"""The writer's function where he says what he is, was or is called: all such words of a letter weighed together."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice

from bot.core.flat import flat
from bot.core.function_shapes import ENDS, is_function, trimmed
from bot.core.people import alike
from bot.core.roles import aged
from bot.core.values import Age, Value, apart
from bot.core.wording import any_word

_MOST = 8
_BEFORE = 60  # characters
_OF_WORK = r"""
    fonctions?|functie\w*|function|funktion\w*|job ?titles?|titles?|titres?|titels?|poste|positions?|roles?|rolle?|
    beroep\w*|beruf\w*|profession\w*|metier|intitule|
    promotion|promot\w*|promu\w*|promoti\w*|befordert|beforderung|benoemd|bevorderd|(?:ete|suis|fus) nomme\w*|ernannt|
    appointed|made (?:me )?\w+|grade|stepp?\w* (?:down|up)|
    (?:derriere|apres|sous|a cote de) mon nom|(?:achter|bij|onder|naast) mijn naam|(?:behind|after|under|next to|
    beside) my name|(?:hinter|nach|unter|neben) meinem namen|visitekaartje|carte de visite|business card|visitenkarte
    """
_OF_THE_RECORD = r"""
    (?:call|list|address|know|describe|register|have)(?:s|ed)? me|vous m'(?:appel|design|indiqu|invit)\w*|
    je (?:figure|suis (?:repris|note|inscrit|indique|encode)\w*)|j'apparais|
    (?:noemt|noemen|vermeldt|vermelden|kent|kennen|heeft|hebben) (?:u |jullie )?(?:mij|me)|(?:noemt|noemen|vermeldt|
    vermelden) (?:u|jullie)|sta ik|ik sta|
    (?:fuhren|nennen|bezeichnen|schreiben|listen) (?:sie )?mich|stehe ich|ich stehe|ans?prech\w* mich
    """
_WORK = any_word(_OF_WORK)
#: Of a function, or of what our record says of the writer at all.
TOPIC = any_word(f"{_OF_WORK}|{_OF_THE_RECORD}")
NO_LONGER = re.compile(
    r"\b(?:ne suis (?:plus|pas)|n'ai jamais ete|ben (?:geen|niet|nooit)|ik was|no longer|(?:i am|i'm) not|i was|"
    r"never been|nicht (?:mehr|langer)|bin (?:kein\w*|nicht|nie)|ich war|j'etais)\b"
)
#: The function goes, and none comes in its place.
EMPTIED = any_word(
    r"""
    n'a plus lieu d'etre|sans rien mettre|(?:laisse[rz]?|mettre) (?:\w+ ){0,5}(?:vide|blanc)|plus de (?:fonction|
    titre)|(?:fonction|titre|mention) (?:\w+ ){0,8}(?:supprimer|effacer|retirer|enlever)|
    (?:mag|mogen|kan) (?:\w+ ){0,3}(?:weg|geschrapt|verwijderd)|nieuwe (?:titel|functie)? ?heb ik niet|geen (?:nieuwe|
    andere) (?:functie|titel)|(?:leeg|blanco) (?:laten|blijven)|
    (?:leave|left) (?:\w+ ){0,6}(?:blank|empty)|should(?:n't| not| no longer) appear|(?:can|may|should|
    must) be (?:deleted|removed|dropped)|(?:don't|do not) have (?:another|a new|any)|(?:delete|remove|drop) (?:that|
    the|my|this) (?:function|title|job title|word|role)|
    (?:funktion|titel|bezeichnung|angabe)[^.!?\n]{0,30} (?:streichen|loschen|entfernen)|kein\w* neue\w*|
    neue (?:\w+ )?habe ich[^.!?\n]{0,8} nicht|leer (?:lassen|bleiben)
    """
)
_ADVERBS = (
    r"(?:(?:depuis (?:\S+ ){1,3}|sinds (?:\S+ ){1,3}|since (?:\S+ ){1,3}|seit (?:\S+ ){1,3}|désormais|maintenant|"
    r"à présent|dorénavant|en fait|bien|donc|nu|voortaan|intussen|inmiddels|ondertussen|eigenlijk|gewoon|immers|now|"
    r"actually|"
    r"currently|in fact|simply|really|jetzt|nun|mittlerweile|inzwischen|eigentlich|nämlich|hier|daar|dort|here|there|"
    r"passée?|devenue?|redevenue?|nommée?|promue?|geworden|aangesteld als|teruggekeerd als|weer|benoemd tot|"
    r"bevorderd tot|appointed(?: as)?|promoted to|made|working as|employed as|back as|angestellt als|tätig als|"
    r"ernannt (?:worden )?zu[rm]?|befördert (?:worden )?zu[rm]?|wieder|zu[rm])\s)*"
)
_ARTICLE = (
    r"(?:(?:an?|the|your|een|de|het|une?|le|la|der|die|das|ein\w*|als|comme|as|en tant qu[e'’]|"
    r"en qualité d[e'’])\s|l['’]|d['’])*"
)
_I_AM = (
    r"(?i:je suis|j['’]ai été|j['’]étais|je deviens|je serai|ik ben|ben ik|ik word|word ik|ik was|was ik|ik werd|i am|"
    r"i['’]m|i was|i have been|i['’]ve been|have been|been|"
    r"i have become|i['’]ve become|i became|ich bin|bin ich|ich war|war ich|ich werde|ich wurde|wurde ich)"
)
#: Words for the function: letters only, up to six.
_WORDS = r"(?P<value>[A-Za-zÀ-ÿ][\w'’&/\-À-ÿ]*(?:\s[A-Za-zÀ-ÿ&][\w'’&/\-À-ÿ]*){0,7}?)"
_STATED = re.compile(rf"(?<![\w'’]){_I_AM}\s(?i:{_ADVERBS}){_ARTICLE}{_WORDS}{ENDS}", re.MULTILINE)
_AS = re.compile(
    rf"(?<![\w'’])(?i:(?:je (?:figure|suis reprise?|suis notée?)|m['’]avez)(?: \w+){{0,2}} comme|"
    rf"me (?:down |up )?as|down as|my (?:job )?title is|"
    rf"(?:mij|me|ik|ich|mich)(?: \w+){{0,3}} als|stepped down as|no longer|niet langer(?: als)?|nicht (?:mehr|"
    rf"länger)(?: als)?)\s{_ARTICLE}{_WORDS}{ENDS}",
    re.MULTILINE,
)
_QUOTED = re.compile(r"(?<!\w)[\"“”„«'‘]\s?(?P<value>[A-Za-zÀ-ÿ][^\"“”„«»'’‘\n.@:;!?0-9]{2,44}?)\s?[\"“”»'’](?!\w)")
_CHANGED = re.compile(
    rf"[\"“”»'’]\s(?:to|into|en|in|naar|par|door|by|with|durch|zu|wordt|devient|becomes|"
    rf"wird)\s{_ARTICLE}{_WORDS}{ENDS}|"
    rf"(?i:\b(?:ma fonction|mijn functie|my (?:job )?title|my function|meine Funktion|fonction|functie|function|"
    rf"funktion|titel|titre|title|rol|rôle|role)\s(?:mag|peut|may|can|kann|moet|doit|should|must|muss|est|is|ist|"
    rf"wordt|devient|becomes|sera|wird|=|:)?\s?(?:désormais |nu |now |jetzt |être |"
    rf"be )?){_ARTICLE}(?P<value2>[A-Za-zÀ-ÿ][\w'’&/\-À-ÿ]*(?:\s[A-Za-zÀ-ÿ&][\w'’&/\-À-ÿ]*){{0,4}}?)(?:\s(?:zijn|"
    rf"worden|sein|être|be|svp|please|aub|graag|bitte)\b|{ENDS})",
    re.MULTILINE,
)
_DENIED = re.compile(
    r"\b(?:n'?e? ?suis (?:plus|pas|jamais)|ne suis|n'ai (?:plus|jamais)|niet|geen|nooit|not|never|no longer|nicht|"
    r"kein\w*|nie|etais|was|war|stepped down)\b[^,;.!?\n]{0,20}$"
)
#: "That is now X": behind the function that a record has.
_NOW_IT_IS = re.compile(
    rf"(?<![\w'’])(?i:(?:dat|dit|het|that|this|it|das|dies|es|ce|ça)\s(?:is|est|ist)|(?:that|it)['’]s|c['’]est)\s"
    rf"(?i:(?:nu|voortaan|intussen|ondertussen|inmiddels|now|maintenant|désormais|à présent|entre-temps|jetzt|nun|"
    rf"inzwischen|mittlerweile)\s)(?:geworden\s|devenu\s)?{_ARTICLE}{_WORDS}{ENDS}",
    re.MULTILINE,
)
_NEAR = 140  # characters between the two
_PAST = re.compile(
    r"(?i:étais|\bwas\b|\bwar\b|stepped down|no longer|niet langer|nicht (?:mehr|länger)|figure|reprise?|notée?)"
)


def told(text: str, subject: str, own: Set[str]) -> Value | None:
    """Return the function that a letter says to be the right one, None inside where none is left; None for silence."""
    lower = flat(f"{subject}\n{text}")
    if not TOPIC.search(lower) and not NO_LONGER.search(lower):
        return None
    found = aged(text, apart([*_candidates(text, own)]))
    olds = {flat(str(one.value)) for one in found if one.age is Age.OLD}
    if not olds and not (_WORK.search(lower) or len({flat(str(one.value)) for one in found}) > 1):
        return None
    for age in (Age.NEW, Age.PLAIN):
        said = {flat(str(one.value)): one for one in found if one.age is age and flat(str(one.value)) not in olds}
        if age is Age.PLAIN and found and EMPTIED.search(lower):
            return Value(field="job_title", value=None, start=found[0].start, end=found[0].end, age=Age.NEW)
        if said:
            sure = age is Age.NEW or (olds and all(one.age in {Age.OLD, Age.PLAIN} for one in found))
            (one, *more) = said.values()
            return None if more or not sure else replace(one, age=Age.NEW)
    return None


def _candidates(text: str, own: Set[str]) -> Iterator[Value]:
    said = [*_named(text, own)]
    yield from said
    for found in islice(_NOW_IT_IS.finditer(text), _MOST):
        if any(0 <= found.start() - one.end < _NEAR for one in said):
            yield from _kept(found, "value", Age.NEW, own)


def _named(text: str, own: Set[str]) -> Iterator[Value]:
    for found in islice(_CHANGED.finditer(text), _MOST):
        name = "value" if found["value"] else "value2"
        yield from _kept(found, name, Age.NEW if name == "value" else Age.PLAIN, own)
    for found in islice(_STATED.finditer(text), _MOST):
        before = flat(text[max(0, found.start() - _BEFORE) : found.start("value")])
        gone = _PAST.search(found[0][: found.start("value") - found.start()]) or _DENIED.search(before)
        yield from _kept(found, "value", Age.OLD if gone else Age.NEW, own)
    for found in islice(_AS.finditer(text), _MOST):
        yield from _kept(found, "value", Age.OLD if _PAST.search(found[0]) else Age.PLAIN, own)
    for found in islice(_QUOTED.finditer(text), _MOST):
        yield from _kept(found, "value", Age.PLAIN, own)


def _kept(found: re.Match[str], name: str, age: Age, own: Set[str]) -> Iterator[Value]:
    said = trimmed(found[name], own)
    like_own = any(alike(flat(word), one) for word in said.split() if word[0].isupper() for one in own)
    if is_function(said, own) and not like_own:
        start = found.start(name)
        yield Value(field="job_title", value=said, start=start, end=start + len(said), age=age)
