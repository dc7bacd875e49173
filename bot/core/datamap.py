"""The data map: what is held about a person, why, how long, and what erasing does. Read from rules/data.toml."""

from collections.abc import Mapping
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
    """Kept until 31 December of the year of ``column`` plus ``years``; ``ground`` says by which law."""

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
    erase: Literal["delete", "keep"]
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

    @model_validator(mode="after")
    def _names_exist(self) -> "DataMap":
        problems = [
            f"tables.{name}.{what}: no text named {key!r}"
            for name, table in self.tables.items()
            for what in ("purpose", "basis", "source", "recipients")
            if (key := getattr(table, what)) not in self.texts
        ]
        problems += [
            f"fields.{name}: no table {rule.table!r}"
            for name, rule in self.fields.items()
            if rule.table not in self.tables
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def text(self, name: str, language: str) -> str:
        """Return one of the shared texts in a language."""
        return self.texts[name][language]


def build(data: Mapping[str, object]) -> DataMap:
    """Return the map; ConfigError with every problem, each with its key."""
    try:
        return DataMap.model_validate(data)
    except ValidationError as problem:
        raise ConfigError(
            [f"data.toml: {'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()]
        ) from None
