"""The data map: what is held about a person, why, how long, and what erasing does. Read from rules/data.toml."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.core.letter import LANGUAGES
from bot.errors import ConfigError


def _in_each_language(texts: Mapping[str, str]) -> Mapping[str, str]:
    missing = [language for language in LANGUAGES if not texts.get(language)]
    if missing:
        raise ValueError(f"no text in {', '.join(missing)}")
    return texts


Texts = Annotated[Mapping[str, str], AfterValidator(_in_each_language)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Keep(_Part):
    """Kept until 31 December of the year of ``column`` plus ``years``; ``ground`` says by which law.

    A row without a date is still running: it ends, and its years begin, with the erasure.
    """

    column: str
    years: int = Field(ge=1, le=50)
    ground: Texts


class Age(_Part):
    """Rows are deleted this many years after the date in ``column``; rows without a date stay."""

    column: str
    years: int = Field(ge=1, le=50)


class DataTable(_Part):
    """One table of personal data. ``purpose``, ``basis``, ``source``, ``recipients`` name texts of the map."""

    owner: str = "contact_id"
    label: Texts
    purpose: str
    basis: str
    source: str
    recipients: str
    retention: Texts
    erase: Literal["delete", "keep", "unlink"]  # unlink: the row stays for the count and belongs to nobody
    keep: Keep | None = None
    age: Age | None = None
    columns: Mapping[str, Texts]
    hide_where: str = ""  # boolean column; rows where it is true are not shown (legal secrecy)

    @model_validator(mode="after")
    def _keep_needs_rule(self) -> "DataTable":
        if (self.erase == "keep") != (self.keep is not None):
            raise ValueError("erase = 'keep' needs [keep], and nothing else has it")
        return self


class FieldRule(_Part):
    """Where the value of a field that a person may have corrected stands."""

    table: str
    column: str = ""
    where: Mapping[str, str] = Field(default_factory=dict)  # picks the row: line = "mobile"


class DataMap(_Part):
    """All of the map. ``tables`` in the order in which they are shown; ``fields`` is the allow-list of corrections."""

    texts: Mapping[str, Texts]
    fields: Mapping[str, FieldRule]
    tables: Mapping[str, DataTable]

    def text(self, name: str, language: str) -> str:
        """Return one of the shared texts in a language."""
        return self.texts[name][language]


def build(data: Mapping[str, object]) -> DataMap:
    """Return the map; ConfigError with every problem, each with its key."""
    try:
        datamap = DataMap.model_validate(data)
    except ValidationError as problem:
        raise ConfigError(
            [f"data.toml: {'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()]
        ) from None
    if problems := [*_unknown_texts(datamap), *_unknown_tables(datamap)]:
        raise ConfigError([f"data.toml: {problem}" for problem in problems])
    return datamap


def _unknown_texts(datamap: DataMap) -> Iterator[str]:
    for name, table in datamap.tables.items():
        for what in ("purpose", "basis", "source", "recipients"):
            if (key := getattr(table, what)) not in datamap.texts:
                yield f"tables.{name}.{what}: no text named {key!r}"


def _unknown_tables(datamap: DataMap) -> Iterator[str]:
    for name, rule in datamap.fields.items():
        if rule.table not in datamap.tables:
            yield f"fields.{name}: no table {rule.table!r}"
