"""Of which source tables there is no record at all."""

from datetime import date

import pytest
import streamlit as st

from lib import reads
from lib.data.errors import Unavailable
from lib.language import use
from tests.data.derived import derive
from tests.data.rows import Rows


def test_tables_without_a_row_are_named_and_one_with_a_row_of_anyone_is_not(rows: Rows) -> None:
    rows("membership", "gathering")  # and the committee that held it
    derive("membership", date(2026, 3, 25), "region")
    st.cache_data.clear()
    asked = ("support_visit", "gathering", "committee", "member", "no_such_table")
    assert reads.unrecorded("membership", *asked) == ("support_visit", "member", "no_such_table")
    assert reads.unrecorded("membership", "committee", "gathering") == ()
    assert reads.no_record("membership", "committee", "gathering") is None


def test_the_sentence_names_them_as_people_sort_them(rows: Rows) -> None:
    rows("membership", "committee")
    derive("membership", date(2026, 3, 25), "region")
    st.cache_data.clear()
    asked = ("member", "committee", "dues_payment")
    assert reads.no_record("membership", *asked) == "no record yet: dues payments and members"
    with use("es"):
        assert reads.no_record("membership", "member") == "sin registros todavía: integrantes"


def test_before_a_refresh_nobody_knows(rows: Rows) -> None:
    st.cache_data.clear()
    with pytest.raises(Unavailable):
        reads.unrecorded("membership", "member")
