"""Folding that keeps every place: lower case without accents, one sign for one sign."""

from bot.core.folding import fold

#: The signs below stand for themselves: a table without them would be asked in vain for nearly every letter.
_TABLE: dict[int, int | str] = {number: number for number in range(0xA0)}
_TABLE |= {number: sign[0] for number in range(0xA0, 0x250) if (sign := fold(chr(number)))}
_TABLE |= (
    {ord(quote): '"' for quote in "“”„«»"} | {ord(quote): "'" for quote in "’‘`´"} | {ord(dash): "-" for dash in "–—"}
)
_TABLE |= {ord("İ"): "i", 0xA0: " "}


def flat(text: str) -> str:
    """Return the text folded, of the same length, so that a place in it is a place in the text."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_TABLE).lower()
