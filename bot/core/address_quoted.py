"""A house number that is put right alone, completed by the address in the quoted mail that shows the wrong one."""

from collections.abc import Mapping

from bot.core.address_values import addresses
from bot.core.labels import filled

_PLACED = ("street", "postcode", "city")


def completed(made: object, quoted: str) -> object:
    """Return an address that tells nothing but a number, with street and place of the one address quoted below.

    ``quoted``: the text of the quoted mail. Its address counts only where its number is a slip of the right one, so
    that no address of anybody else (our own, in the foot of a newsletter) is taken.
    """
    if not isinstance(made, Mapping) or made["number"] is None or any(made[name] for name in _PLACED):
        return made
    wholes = [value.value for value in addresses(filled(quoted)) if isinstance(value.value, Mapping)]
    slips = [whole for whole in wholes if _slip(str(whole["number"] or ""), str(made["number"]))]
    one = slips[0] if slips and all(whole == slips[0] for whole in slips) else None
    if one is None or one["postcode"] is None:
        return made
    return {**one, "number": made["number"], "box": made["box"] or one["box"]}


def _slip(wrong: str, right: str) -> bool:
    """Whether two different numbers differ by swapped digits, or by one sign that is another, missing or too many."""
    if not wrong or wrong == right:
        return False
    if sorted(wrong) == sorted(right):
        return True
    short, long = sorted((wrong, right), key=len)
    if len(short) == len(long):
        return sum(one != other for one, other in zip(short, long, strict=True)) == 1
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
