"""Records that can't be right are counted where they were left out, for the viewer's regions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from lib.data import engines
from tests.pages.conftest import Visit, forget_reads

COUNTED = (
    "INSERT INTO rollup.flagged_record (region_id, source_table, rule, records) VALUES"
    # In two regions; of a table that the page does not read; of the same table, another rule.
    " ('southwest', 'enrollment', 'before_enrolled', 1200), ('midwest', 'enrollment',"
    " 'before_enrolled', 30), ('southwest', 'message', 'negative_count', 4),"
    " ('southwest', 'enrollment', 'dated_ahead', 2)",
    "INSERT INTO rollup.flagged_rule (source_table, rule, records) VALUES"
    " ('message', 'negative_count', 4), ('enrollment', 'before_enrolled', 1230)",
)


@pytest.fixture
def counted(organization: None) -> Iterator[None]:
    """Flagged records, as a refresh would have counted them."""
    with engines.owner("membership").begin() as connection:
        for statement in COUNTED:
            connection.execute(text(statement))
    forget_reads()
    yield
    with engines.owner("membership").begin() as connection:
        for table in ("flagged_record", "flagged_rule"):
            connection.execute(text(f"DELETE FROM rollup.{table}"))
    forget_reads()


def said(visit: Visit, account: str, language: str = "en") -> set[str]:
    """What the training page says was left out."""
    page = visit("organizer/training.py", account, language)
    assert not page.exception
    # Below all figures: what was left out, and last how to list it.
    lines = page.caption[-1].value.split("  \n")
    assert len(lines) == (1 if account == "southeast" else 2)
    return set(lines[:-1])


@pytest.mark.slow
def test_what_was_left_out_is_counted_for_the_viewers_regions(counted: None, visit: Visit) -> None:
    why = "Left out because they can't be right: Enrollments:"
    assert said(visit, "southwest") == {
        f"{why} a step before enrolling (1,200), a date in the future (2)"
    }
    # 1,200 and 30.
    assert said(visit, "national") == {
        f"{why} a step before enrolling (1,230), a date in the future (2)"
    }
    assert said(visit, "southeast") == set()


@pytest.mark.slow
def test_it_is_said_in_spanish(counted: None, visit: Visit) -> None:
    (line,) = said(visit, "southwest", "es")
    assert "(1,200)" in line
    assert "Left out" not in line


@pytest.mark.parametrize("account", ["admin", "national"])
def test_the_sources_page_counts_those_of_all_regions(
    counted: None, visit: Visit, account: str
) -> None:
    page = visit("admin/sources.py", account)
    listed = [d.value for d in page.dataframe if "rule" in d.value]
    # The most first; the incident database has none.
    (table,) = listed
    assert table["source_table"].tolist() == ["Enrollments", "Messages"]
    assert table["rule"].tolist() == ["a step before enrolling", "a count below zero"]
    assert table["records"].tolist() == [1230, 4]
    assert any("doctor --records" in m.value for m in page.markdown)
    # It doesn't say that nothing at all is impossible: health leaves out what contradicts itself.
    assert [c.value for c in page.caption if c.value.startswith("No record here has")] == [
        "No record here has a number or a date that by itself can't be right. What can't be"
        " right together is counted where it is left out, on the page of committees."
    ]


def test_sources_have_names_and_the_late_ones_come_first(organization: None, visit: Visit) -> None:
    tables = [d.value for d in visit("admin/sources.py", "admin", "es").dataframe]
    for table in tables:
        assert not set(table["name"]) & {"member", "dues_payment", "incident"}
        late = table["is_stale"].tolist()
        assert late == sorted(late, reverse=True)
        for state in (True, False):
            names = table.loc[table["is_stale"] == state, "name"].tolist()
            assert names == sorted(names)
