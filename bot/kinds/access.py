"""Access (GDPR art. 15), portability included: everything held, readable by people and by programs."""

from bot.core.case import Carried, Case, Item, Tick
from bot.kinds.kind import RequestKind, no_data
from bot.kinds.port import SubjectData


def carry(subject: SubjectData, case: Case, item: Item, tick: Tick) -> Carried:
    """Return the answer with its files."""
    if case.contact_id is None or not subject.exists(case.contact_id):
        return no_data()
    files = tuple(subject.answer(case.contact_id, language=case.language, number=case.number, today=tick.today))
    return Carried(
        letter="access_answer",
        facts={"files": [file.name for file in files]},
        files=files,
        counts={"files": len(files)},
        disclosed=True,
    )


ACCESS = RequestKind(name="access", carry=carry)
