"""Values that a writer puts right in the same breath: "6041 Gosselies... non, je corrige, 6230 Pont-à-Celles"."""

import re

_NO = (
    r"(?i:non|nee|neen|no|nein|pardon|sorry|oups|oeps|oops|ups|euh|enfin|erreur|fout|i mean|je veux dire|ik bedoel|"
    r"ich meine)"
)
_JOIN = rf"[ \t]*(?:\.\.\.|…|[,;(–-]+)[ \t]*(?:{_NO}[ ,.!…]{{1,5}}){{1,3}}(?:[^\W\d][\w' ]{{0,25}}[,:][ ])?"
_PLACE = r"(?<![\w./+-])[1-9]\d{3} [A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]{1,25}"
_NUMBER = r"(?<![\w./+])\+?\d[\d ./()]{7,16}\d"
_EMAIL = r"[\w.+-]{1,40}@[\w.-]{3,60}"
_SLIP = re.compile(
    "|".join(rf"{shape}{_JOIN}(?={shape})" for shape in (_PLACE, _NUMBER, _EMAIL)),
)
_HINT = re.compile(rf"\b{_NO}\b")
#: "118 et pas 188, avenue Albert": two numbers of a house before the one street.
_TWO_HOUSES = re.compile(
    r"(?<![\w/.+-])(?P<number>\d{1,4}[A-Za-z]?),? (?:(?:et|en|and|und) )?(?:pas|non|niet|not|nicht) (?:le |au |op )?"
    r"\d{1,4}[A-Za-z]?"
    r"(?=,? (?i:rue|avenue|av\.|boulevard|chauss[ée]e|place|quai|chemin|all[ée]e|impasse|clos|square|dr[èe]ve)\b)"
)
#: "NEW NUMBER !! 0471 ...": the signs announce the number and end no sentence.
_ANNOUNCED = re.compile(r"(?<=\w)[ \t]*!{1,5}[ \t]*(?=\+?\(?\d[\d ./()-]{6})")


def put_right(text: str) -> str:
    """Return the text without what its writer takes back at once; the value behind it stays, and so does its label."""
    text = _ANNOUNCED.sub(": ", text)
    if _HINT.search(text):
        text = _SLIP.sub("", text)
    return _TWO_HOUSES.sub(r"\g<number>", text)
