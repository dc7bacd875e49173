"""What can be asked: one file per request kind, listed here in sight. How one adds a kind: bot/README.md."""

from collections.abc import Mapping

from bot.kinds.access import ACCESS
from bot.kinds.change import CHANGE_OF_DETAILS, CORRECTION
from bot.kinds.deletion import DELETION
from bot.kinds.kind import RequestKind
from bot.kinds.subscribe import SUBSCRIBE
from bot.kinds.unsubscribe import UNSUBSCRIBE

KINDS: Mapping[str, RequestKind] = {
    kind.name: kind for kind in (ACCESS, CORRECTION, CHANGE_OF_DETAILS, DELETION, UNSUBSCRIBE, SUBSCRIBE)
}
