"""What becomes of codes and marks when the keys are replaced (promise 17 of SECURITY.md)."""

from pathlib import Path

from bot.edge import keys, leaving
from bot.errors import BotError
from tests.attacks.mutation import Off
from tests.attacks.world import OWNER
from tests.quick import Quick


def _path(bot: Quick) -> Path:
    return Path(bot.store.engine.url.database or "").parent / "other.key"


def readable_key(bot: Quick) -> bool:
    keys.Keys.create(_path(bot))
    _path(bot).chmod(0o644)
    try:
        keys.Keys.load(_path(bot))
    except BotError:
        return False
    return True


def _replaced(bot: Quick) -> tuple[keys.Keys, keys.Keys]:
    """The keys before and after a rotation."""
    old = keys.Keys.create(_path(bot))
    keys.Keys.rotate(_path(bot))
    return old, keys.Keys.load(_path(bot))


def old_token_is_worthless(bot: Quick) -> bool:
    """Who leaves with a newsletter of last year is told that nobody knows her token, and goes on getting mail."""
    old, new = _replaced(bot)
    return leaving.leaving(new, leaving.token(old, old.mark(OWNER), "news")) is None


def stolen_key_still_signs(bot: Quick) -> bool:
    old, new = _replaced(bot)
    return new.hash("code", "x") == old.hash("code", "x")


ONLY_NEWEST = ("edge.keys", " for _, key in self._keys)", " for _, key in self._keys[:1])")

OFF = (
    Off(17, "", readable_key, ("edge.keys", "        if mode & 0o077:", "        if False:")),
    Off(17, "C10", old_token_is_worthless, ONLY_NEWEST),
    Off(
        17,
        "C10",
        old_token_is_worthless,
        ("edge.keys", '_line() + path.read_text(encoding="ascii")', "_line()"),
    ),
    Off(
        17,
        "B03",
        stolen_key_still_signs,
        (
            "edge.keys",
            "return _hash(self._keys[0][1], purpose, text)",
            "return _hash(self._keys[-1][1], purpose, text)",
        ),
    ),
)
