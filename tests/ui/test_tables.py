from copy import deepcopy

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.access import session
from lib.ui.tables import _Shared, chosen


def script() -> None:
    import pandas as pd
    import streamlit as st

    from lib.ui.tables import Column, table

    rows = st.session_state.get("rows", 3)
    frame = pd.DataFrame({"id": ["a", "b", "c"], "kind": ["raid"] * 3, "n": [1, 2, 3]}).iloc[:rows]
    columns = {"kind": Column("Kind", family="incident_kind"), "n": Column("Number", "number")}
    st.text(
        table(frame, columns, key="kinds", alt="Kinds", choose="id", empty="None of this kind.")
    )


def test_a_table_shows_described_columns_named_and_offers_its_file(monkeypatch):
    # Nobody is signed in: the file is offered as on a page that is everyone's.
    monkeypatch.setattr(session, "presented_token", lambda: None)
    app = AppTest.from_function(script, default_timeout=60).run()
    shown = app.dataframe[0].value
    assert list(shown.columns) == ["kind", "n"]
    assert shown["kind"].tolist() == ["Raid"] * 3
    assert app.text[0].value == "None"


IDS = pd.Series(["a", "b", "c"])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([1], "b"),
        ([0], "a"),
        ([], None),
        ([3], None),  # a position that the table doesn't have
    ],
)
def test_the_chosen_row_is_returned_by_its_value(rows, found):
    assert chosen(rows, IDS) == found


@pytest.mark.slow
def test_a_choice_does_not_outlive_the_rows_it_was_made_in():
    app = AppTest.from_function(script, default_timeout=60).run()
    before = app.dataframe[0].proto.id
    assert app.run().dataframe[0].proto.id == before
    app.session_state["rows"] = 2
    assert app.run().dataframe[0].proto.id != before


def test_a_table_without_rows_is_a_sentence():
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["rows"] = 0
    app.run()
    assert not app.dataframe
    assert app.caption[0].value == "None of this kind."


def chart() -> None:
    import pandas as pd

    from lib.ui import charts
    from lib.ui.columns import Column

    frame = pd.DataFrame({"name": ["A"], "n": [1]})
    charts.Chart(
        title="A leads with one",
        alt="One bar",
        plot=charts.bars(frame, label="name", value="n"),
        table=frame,
        columns={"name": Column("Name"), "n": Column("Number", "number")},
        caption="Newest record today",
    ).show("bars")


def test_a_figure_stands_under_its_finding_and_keeps_its_numbers_folded():
    app = AppTest.from_function(chart, default_timeout=60).run()
    assert not app.exception
    assert app.header[0].value == "A leads with one"
    assert app.caption[0].value == "Newest record today"
    assert [expander.label for expander in app.expander] == ["The numbers"]
    # Folded: not even made.
    assert not app.dataframe


def test_unfolded_numbers_are_the_same_as_those_drawn():
    app = AppTest.from_function(chart, default_timeout=60)
    app.session_state["bars_numbers"] = True
    app.run()
    pd.testing.assert_frame_equal(
        app.dataframe[0].value, pd.DataFrame({"name": ["A"], "n": [1]}), check_dtype=False
    )


def test_what_streamlit_changes_of_a_column_changes_it_for_nobody_else():
    # One for all viewers: for each run Streamlit copies it and then fills in what it finds.
    shared = _Shared({"label": "Number", "type_config": {"type": "number", "format": "%d"}})
    of_a_run = deepcopy({"n": shared})["n"]
    of_a_run["hidden"] = True
    of_a_run["type_config"]["format"] = "%f"
    assert shared == {"label": "Number", "type_config": {"type": "number", "format": "%d"}}


def long_script() -> None:
    import pandas as pd
    import streamlit as st

    from lib.ui.tables import Column, table

    rows = st.session_state["rows"]
    frame = pd.DataFrame({"id": [f"c{n}" for n in range(rows)]})
    table(frame, {"id": Column("Committee")}, key="long", alt="Committees", choose="id")


@pytest.mark.parametrize(
    ("rows", "sent", "said"),
    [
        (500, 500, []),  # all of them: nothing is left to say
        (1501, 500, ["500 of 1,501 are listed and searched; the file has all."]),
    ],
)
def test_a_long_table_ends_and_says_how_many_more_its_file_has(rows, sent, said, monkeypatch):
    monkeypatch.setattr(session, "presented_token", lambda: None)
    app = AppTest.from_function(long_script, default_timeout=60)
    app.session_state["rows"] = rows
    app.run()
    assert not app.exception
    assert app.dataframe[0].value["id"].tolist() == [f"c{n}" for n in range(sent)]
    assert [caption.value for caption in app.caption] == said
