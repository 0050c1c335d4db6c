"""Sentences of topics, which are Markdown, as HTML and as plain text.

Of Markdown only what topics write is read: lists, strong words, line ends. Whatever else stands in
a text, such as a name that looks like a link, a picture or a tag, stays the text that it is.
"""

import re
from html import unescape

from markdown_it import MarkdownIt
from markupsafe import Markup

_READER = MarkdownIt("zero").enable(["list", "emphasis", "escape", "newline", "entity"])
_ICON = re.compile(r":material/\w+:\s?")
"""Streamlit's own; a colon from the data comes with a backslash before it."""
_TAG = re.compile(r"<[^>]+>")


def html(markdown: str) -> Markup:
    """Sentences as paragraphs and lists."""
    return Markup(_READER.render(_ICON.sub("", markdown)))  # noqa: S704 - the reader escapes


def inline(markdown: str) -> Markup:
    """One sentence without a paragraph around it."""
    return Markup(_READER.renderInline(_ICON.sub("", markdown)))  # noqa: S704 - as above


def text(markdown: str) -> str:
    """Sentences as plain text: a line each, a dash before the entries of a list."""
    marked = str(html(markdown)).replace("<li>", "<li>- ")
    lines = (line.strip() for line in unescape(_TAG.sub("", marked)).splitlines())
    return "\n".join(line for line in lines if line)
