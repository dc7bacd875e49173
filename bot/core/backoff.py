"""How long to wait before the next try."""


def delay(attempt: int, *, first: float = 60.0, most: float = 14_400.0, jitter: float = 0.0) -> float:
    """Return seconds before try ``attempt + 1``: doubled each time up to ``most``, plus up to half of it.

    ``attempt`` counts from 1; ``jitter`` is 0..1 and is given from outside, so that a queue does not return at once.
    """
    base = min(most, first * 2.0 ** min(attempt - 1, 30))
    return min(most, base * (1 + jitter / 2))
