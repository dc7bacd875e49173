"""A postal address as six parts, and what becomes of it when a person says only some of them anew."""

from collections.abc import Mapping

PARTS = ("street", "number", "box", "postcode", "city", "country")
_STREET, _PLACE = PARTS[:3], PARTS[3:]


def merged(old: Mapping[str, object] | None, said: Mapping[str, object]) -> dict[str, object]:
    """Return the new address: the parts that were said, and the old ones where nothing was said about them.

    A new street comes without the old number and box, a new postcode or city without the rest of the old place: what
    was on file belongs to the old ones. A part that nobody knows is None; the country is BE when unsaid.
    """
    before = old or {}
    street = _half(before, said, _STREET, anew=bool(said.get("street")))
    place = _half(before, said, _PLACE, anew=bool(said.get("city")) or _other(before, said, "postcode"))
    if not (said.get("postcode") or said.get("city")) and before.get("country"):
        place["country"] = before["country"]
    place["country"] = place["country"] or "BE"
    return street | place


def _half(
    before: Mapping[str, object], said: Mapping[str, object], parts: tuple[str, ...], *, anew: bool
) -> dict[str, object]:
    return {part: said.get(part) or (None if anew else before.get(part)) for part in parts}


def _other(before: Mapping[str, object], said: Mapping[str, object], part: str) -> bool:
    return bool(said.get(part)) and said.get(part) != before.get(part)
