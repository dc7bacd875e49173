"""HTML of a mail -> the text a reader sees: hidden parts kept apart, quotes marked with ``>``, struck ones noted."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.core.wording import word_set

_LONGEST = 2_000_000
_DROPPED = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg", "-comment"}
)
_BLOCKS = word_set(
    """address article aside blockquote body dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
    html li main nav ol p pre section table tbody tfoot thead tr ul"""
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_QUOTES = re.compile(r"\b(gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|moz-forward-container)\b")
_REST_IS_QUOTE = frozenset(
    {"divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"}
)
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_EMPTY = frozenset(
    {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "p", "li", "td", "tr", "th"}
)
_DEEPEST = 400
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN_CHARS = 4_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a reader sees (``text``), which passages of it are struck through, and what is there and is not seen."""

    text: str = ""
    struck: tuple[str, ...] = ()
    hidden: str = ""


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=lambda: [""])
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rest: bool = False  # everything from here on is quoted

    def say(self, text: str, depth: int) -> None:
        if not self.lines[-1]:
            text = text.lstrip()
            if not text:
                return
            self.lines[-1] = "> " * min(depth, 5)
        self.lines[-1] += text

    def line(self) -> None:
        if self.lines[-1]:
            self.lines.append("")

    def gap(self) -> None:
        self.line()
        if len(self.lines) > 1 and self.lines[-2]:
            self.lines.append("")


def html_text(html: str) -> Shown:
    """Return what HTML shows and what it hides."""
    if _too_deep(html[:_LONGEST]):
        return Shown(text=_SPACES.sub(" ", re.sub(r"<[^<>]{0,2000}>", " ", html[:_LONGEST])).strip())
    page = _Page()
    root = LexborHTMLParser(html[:_LONGEST]).root
    if root is not None:
        _walk(root, page)
    text = "\n".join(line.rstrip() for line in page.lines)
    return Shown(
        text=re.sub(r"\n{3,}", "\n\n", text).strip("\n"),
        struck=tuple(part for part in page.struck if part),
        hidden=_SPACES.sub(" ", " ".join(page.hidden)).strip()[:_HIDDEN_CHARS],
    )


def _too_deep(html: str) -> bool:
    """Whether tags nest deeper than any writer of mails makes them: the tree would take minutes."""
    depth = deepest = 0
    for closing, name in _TAGS.findall(html):
        if name.lower() not in _EMPTY:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST


def _walk(root: LexborNode, page: _Page) -> None:
    """Visit nodes without recursion: a mail may nest deeper than the stack."""
    stack: list[tuple[LexborNode, int, bool, bool]] = [(root, 0, False, False)]
    while stack:
        node, depth, struck, leaving = stack.pop()
        tag = str(node.tag)
        if leaving:
            _leave(tag, page)
            continue
        if tag == "-text":
            _text(node, page, depth, struck)
            continue
        if tag in _DROPPED:
            continue
        if _hidden(node):
            page.hidden.append((node.text(separator=" ") or "")[:_HIDDEN_CHARS])
            continue
        depth, struck = _enter(node, tag, page, depth), struck or _is_struck(node, tag)
        stack.append((node, depth, struck, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, depth, struck, False) for child in reversed(children))


def _enter(node: LexborNode, tag: str, page: _Page, depth: int) -> int:
    attributes = node.attributes
    if (attributes.get("id") or "") in _REST_IS_QUOTE:
        page.line()
        page.say("-----Original Message-----", depth)
        page.line()
    if tag == "br":
        page.lines.append("")
    elif tag in {"td", "th"}:
        page.say("\t", depth)
    elif tag == "li":
        page.line()
        page.say("- ", depth)
    elif tag in _BLOCKS:
        page.line()
    quote = tag == "blockquote" or bool(_QUOTES.search(attributes.get("class") or ""))
    return depth + 1 if quote and _is_reply_quote(node, tag) else depth


def _is_reply_quote(node: LexborNode, tag: str) -> bool:
    """A blockquote may be mere indentation; mail programs mark theirs, or it stands behind an attribution."""
    if tag != "blockquote":
        return True
    attributes = node.attributes
    return bool(attributes.get("type") == "cite" or attributes.get("cite") or attributes.get("class"))


def _leave(tag: str, page: _Page) -> None:
    if tag in {"p", "blockquote"}:
        page.gap()
    elif tag in _BLOCKS:
        page.line()


def _text(node: LexborNode, page: _Page, depth: int, struck: bool) -> None:
    text = _SPACES.sub(" ", node.text(deep=False) or "")
    page.say(text, depth)
    if struck and text.strip():
        page.struck.append(text.strip())


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return (
        "hidden" in attributes
        or bool(_HIDDEN.search(style))
        or bool(_WHITE.search(style) and "background" not in style)
    )


def _is_struck(node: LexborNode, tag: str) -> bool:
    return tag in {"s", "strike", "del"} or bool(_STRUCK.search(node.attributes.get("style") or ""))
