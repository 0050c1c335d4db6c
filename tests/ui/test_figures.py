"""A figure: made of its read and put in words, grey over a late source, or empty in a sentence."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block


def app(rows, late, unreadable=False):
    """A page of one figure, made from so many rows of members."""
    from unittest import mock

    import pandas as pd

    from lib import reads
    from lib.data.errors import Reason, Unavailable
    from lib.data.scope import Scope
    from lib.reads.keeping import note
    from lib.ui import clocks, figures
    from lib.ui.filters import Choice
    from lib.ui.text import Text

    def read(choice, added):
        if unreadable:
            raise Unavailable("membership", Reason.FORBIDDEN)
        note(frozenset({("membership", "member")}))
        return pd.DataFrame({"members": [1] * rows})

    def words(frame, choice, added):
        return Text(title=f"{len(frame) + added} members in {choice.weeks} weeks")

    figure = figures.Figure("members", read, words, empty="Nobody is a member yet")
    # What is late is in a database; that a figure asks for what it rests on is what is tested here.
    members = {("membership", "member")}
    with (
        reads.one_run(),
        mock.patch.object(reads, "is_late", lambda sources: late and sources == members),
        mock.patch.object(clocks, "draw"),
    ):
        figure.draw(Choice(Scope(("southwest",)), 13), 10)


def drawn(**arguments) -> AppTest:
    page = AppTest.from_function(app, kwargs={"late": False, **arguments}, default_timeout=60).run()
    assert not page.exception
    return page


def grey(page: AppTest) -> list[str]:
    keys = [block.key or "" for block in page.main if isinstance(block, Block)]
    return [key for key in keys if key.startswith("late-")]


def test_what_was_read_and_chosen_is_put_in_words():
    page = drawn(rows=3)
    assert [title.value for title in page.header] == ["13 members in 13 weeks"]
    assert grey(page) == []


def test_over_a_late_source_it_is_grey():
    assert grey(drawn(rows=4, late=True)) == ["late-members"]


@pytest.mark.parametrize(("late", "keys"), [(False, []), (True, ["late-members"])])
def test_without_a_row_its_sentence_stands_there_grey_over_a_late_source(late, keys):
    page = drawn(rows=0, late=late)
    assert [title.value for title in page.header] == ["Nobody is a member yet"]
    assert grey(page) == keys


def test_a_database_that_cant_be_read_costs_one_sentence():
    page = drawn(rows=5, unreadable=True)
    assert not page.header
    (warning,) = page.warning
    assert "not allowed to read the membership database" in warning.value
