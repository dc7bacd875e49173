"""Markdown -> HTML in one accessible layout, and plain text made from the same tokens; once for each language."""

import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import nh3
from css_inline import CSSInliner
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from bot.core.letter import LANGUAGES
from bot.core.newsletter import LEAVE, LEAVE_URL, NAME, RECIPIENT, Body, Newsletter
from bot.core.wording import word_set
from bot.errors import ConfigError

_WIDTH = 72
_INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = word_set("a blockquote br code em h1 h2 h3 hr img li ol p pre strong table tbody td th thead tr ul")
_RIGHTS = ("access", "correction", "deletion")
_WORDS = ("greeting", "why", "stop", "way", "leave", "leave_web", *_RIGHTS, *(f"{right}_subject" for right in _RIGHTS))


@dataclass(frozen=True, slots=True)
class Layout:
    """The page around every newsletter, and its words by language. ``web`` when the https way out is on."""

    page: Template
    words: Mapping[str, Mapping[str, str]]
    company: str
    privacy_address: str
    web: bool = False

    @classmethod
    def load(cls, folders: Sequence[Path], *, company: str, privacy_address: str, web: bool = False) -> "Layout":
        """Read layout.html and words.toml, the operator's before the shipped; ConfigError when one is missing."""
        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
        try:
            page = environment.from_string(_newest(folders, "layout.html"))
            words = tomllib.loads(_newest(folders, "words.toml"))
        except tomllib.TOMLDecodeError as problem:
            raise ConfigError([f"templates/newsletters/words.toml: {problem}"]) from None
        if missing := [f"{one}.{name}" for one in LANGUAGES for name in _WORDS if name not in words.get(one, {})]:
            raise ConfigError([f"templates/newsletters/words.toml: {one}: missing" for one in missing])
        return cls(page, words, company, privacy_address, web)


def leave_page(folders: Sequence[Path], *, company: str, privacy_address: str) -> Template:
    """Return the page of the https way out; it is rendered with ``state``: ask, done, unknown, later."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    common = {"company": company, "privacy_address": privacy_address}
    return environment.from_string(_newest(folders, "leave.html"), globals=common)


def render(newsletter: Newsletter, layout: Layout) -> Mapping[str, Body]:
    """Return the texts by language; the personal parts are still slots."""
    return {language: _body(newsletter, layout, language) for language in newsletter.languages}


def _body(newsletter: Newsletter, layout: Layout, language: str) -> Body:
    tokens = _PARSER.parse(newsletter.bodies[language])
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")  # a screen reader says the heading with each cell
    words = {name: text.replace("{company}", layout.company) for name, text in layout.words[language].items()}
    footer = list(_footer(words, layout))
    clean = nh3.clean(_PARSER.renderer.render(tokens, _PARSER.options, {}), tags=set(_TAGS), link_rel=None)
    page = layout.page.render(
        language=language,
        subject=newsletter.subjects[language],
        greeting=f"{words['greeting']}{NAME},",
        body=Markup(clean),  # noqa: S704 - sanitised above
        why=words["why"],
        recipient=RECIPIENT,
        links=footer,
        stop=words["stop"],
        company=layout.company,
    )
    lines = [f"{words['greeting']}{NAME},", "", *_text(tokens), "-" * 40, *textwrap.wrap(words["why"], _WIDTH)]
    lines += [RECIPIENT, "", *(_way(name, url, words["way"]) for name, url in footer), ""]
    lines += [*textwrap.wrap(words["stop"], _WIDTH), "", layout.company]
    html = _INLINER.inline(page)
    return Body(language=language, subject=newsletter.subjects[language], text="\n".join(lines) + "\n", html=html)


def _footer(words: Mapping[str, str], layout: Layout) -> Iterator[tuple[str, str]]:
    """The way out first, then the three rights, each a mail that the reader only has to send."""
    yield words["leave"], f"mailto:{LEAVE}"
    if layout.web:
        yield words["leave_web"], LEAVE_URL
    for right in _RIGHTS:
        subject, text = words[f"{right}_subject"], words.get(f"{right}_body", "")
        body = "&body=" + quote(text + "\r\n") if text else ""
        yield words[right], f"mailto:{layout.privacy_address}?subject={quote(subject)}{body}"


def _way(name: str, url: str, form: str) -> str:
    """A way out as people read it: where to write, and with which subject."""
    address, _, query = url.removeprefix("mailto:").partition("?subject=")
    subject = query.partition("&")[0]
    head, tail = form.split("|")
    return head.format(name=name, address=address) + (tail.format(subject=unquote(subject)) if subject else "")


def _newest(folders: Sequence[Path], name: str) -> str:
    for folder in reversed(folders):
        path = folder / "newsletters" / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise ConfigError([f"templates/newsletters/{name}: missing"])


# -- plain text


class _Plain:
    """Walks over the tokens: headings underlined, lists with hyphens, table cells between bars, links as
    ``text <url>``, images by their alternative text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._cells: list[str] = []
        self._depth = 0
        self._heading = ""
        self._in_cell = False

    def see(self, token: Token) -> None:
        """Take the next token in."""
        step = getattr(self, f"_{token.type.removeprefix('ordered_').removeprefix('bullet_')}", None)
        if step is not None:
            step(token)

    def _list_open(self, token: Token) -> None:
        self._depth += 1

    def _list_close(self, token: Token) -> None:
        self._depth -= 1
        if not self._depth:
            self.lines.append("")

    def _heading_open(self, token: Token) -> None:
        self._heading = "=" if token.tag == "h1" else "-"

    def _tr_open(self, token: Token) -> None:
        self._in_cell = True

    def _tr_close(self, token: Token) -> None:
        self.lines.append(" | ".join(self._cells))
        self._cells, self._in_cell = [], False

    def _table_close(self, token: Token) -> None:
        self.lines.append("")

    def _fence(self, token: Token) -> None:
        self.lines += [*token.content.splitlines(), ""]

    _code_block = _fence

    def _inline(self, token: Token) -> None:
        words = _inline(token.children or [])
        if self._in_cell:
            self._cells.append(words)
            return
        self.lines += _block(words, self._depth, self._heading)
        self._heading = ""


def _text(tokens: Sequence[Token]) -> list[str]:
    plain = _Plain()
    for token in tokens:
        plain.see(token)
    return plain.lines


def _block(words: str, depth: int, heading: str) -> list[str]:
    if heading:
        return [words, heading * min(_WIDTH, len(words)), ""]
    first = "  " * (depth - 1) + "- " if depth else ""
    wrapped = textwrap.wrap(
        words, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )
    return [*wrapped, ""] if not depth else wrapped


def _inline(children: Sequence[Token]) -> str:
    parts: list[str] = []
    link = ""
    for child in children:
        if child.type == "link_open":
            link = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            parts.append(f" <{link}>")
        elif child.type == "image":
            parts.append(f"[{child.content}]")
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts)
