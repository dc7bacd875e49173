"""Whether things that were found in a text stand together in it, or apart."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def together(groups: Sequence[Sequence[Span]], within: int) -> bool:
    """Whether one span of each group lies in a stretch of at most ``within`` characters."""
    if not all(groups):
        return False
    starts = sorted(span[0] for group in groups for span in group)
    return any(all(_holds(group, start, start + within) for group in groups) for start in starts)


def free(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a stretch of the text overlaps none of some others."""
    start, end = span
    return all(end <= other_start or other_end <= start for other_start, other_end in taken)


def _holds(group: Sequence[Span], start: int, end: int) -> bool:
    return any(start <= span[0] and span[1] <= end for span in group)
