"""Folding that keeps every place: lower case without accents, one sign for one sign."""

from bot.core.folding import fold

_TABLE = {number: sign[0] for number in range(0xA0, 0x250) if (sign := fold(chr(number)))}
_TABLE |= (
    {ord(quote): '"' for quote in "“”„«»"} | {ord(quote): "'" for quote in "’‘`´"} | {ord(dash): "-" for dash in "–—"}
)
_TABLE |= {ord("İ"): "i", 0xA0: " "}


def flat(text: str) -> str:
    """Return the text folded, of the same length, so that a place in it is a place in the text."""
    return text.translate(_TABLE).lower()
