"""What topics write becomes HTML; what the data hold stays the text that it is."""

import pytest

from lib.brief import sentences
from lib.language import formats


def test_strong_words_and_lists_are_read() -> None:
    written = sentences.html("In short:\n\n- **3** people · 4\n- none")
    assert written == (
        "<p>In short:</p>\n<ul>\n<li><strong>3</strong> people · 4</li>\n<li>none</li>\n</ul>\n"
    )


def test_an_icon_is_left_out() -> None:
    assert sentences.inline(":material/history_toggle_off: Late") == "Late"


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://evil.example/p.png)",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "<http://evil.example>",
        "**bold** _it_ `code` $x$ :red[y] :material/home:",
        "# heading",
        "&lt;b&gt; &amp;",
        "a | b",
    ],
)
def test_a_name_that_looks_like_markup_is_shown_as_it_is(name: str) -> None:
    plain = formats.plain(name)
    assert sentences.text(plain) == name
    for tag in ("<img", "<a", "<strong", "<h1", "<code", "<em"):
        assert tag not in sentences.html(f"- {plain} · 3")
    # Also where a topic forgot to say that it is plain, nothing is fetched, led to or run.
    for tag in ("<img", "<a", "<script"):
        assert tag not in sentences.inline(name)


def test_plain_text_has_a_line_each() -> None:
    assert sentences.text("**Last week**\n\n- 3 \\*\n- 4 & 5") == "Last week\n- 3 *\n- 4 & 5"
