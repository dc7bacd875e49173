"""Fulfils flow.ports.Writer: renders a letter from its template and builds the mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.cut import SEPARATOR
from bot.core.letter import Letter
from bot.core.reference import reference
from bot.edge.compose import Envelope, compose
from bot.edge.letters import Letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Pen:
    """``common`` are the facts of the company; case number, due date and reference are added for each letter."""

    letters: Letters
    sender: Envelope
    common: Mapping[str, object]

    def write(
        self,
        letter: Letter,
        *,
        recipient: str,
        number: str,
        due: date | None,
        code: str,
        message_id: str,
        references: Sequence[str],
        now: datetime,
    ) -> bytes:
        """Return the finished mail; ``code`` "" for a letter that needs no answer."""
        subject, text = self._render(letter, number=number, due=due, ref=reference(number, code) if number else "")
        return compose(
            self.sender,
            recipient,
            subject,
            f"{SEPARATOR}\n\n{text}" if code else text,
            message_id=message_id,
            references=references,
            files=letter.files,
            now=now,
        )

    def text(self, letter: Letter, *, number: str, due: date | None) -> str:
        """Return the text of a letter as staff are shown it before it goes."""
        return self._render(letter, number=number, due=due, ref=reference(number, ""))[1]

    def _render(self, letter: Letter, *, number: str, due: date | None, ref: str) -> tuple[str, str]:
        facts = {**self.common, "number": number, "due": due, "ref": ref}
        return self.letters.render(letter, facts)
