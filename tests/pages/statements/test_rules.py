"""Each rule sees a page that breaks it, and passes one that doesn't."""

import pytest

from tests.pages.statements import rules
from tests.pages.statements.shown import Finding, Page, Table, numbers

STATES = Table(["name", "committees"], [["Arizona", 20], ["Texas", 13]])


def page(*sentences: str, findings: list[Finding] | None = None) -> Page:
    return Page("page", "en", list(sentences), findings or [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1,210 incidents, 4.5 a day", [1210.0, 4.5]),
        ("**47 %** (563 de 1,195)", [47.0, 563.0, 1195.0]),
        ("+13 and −2", [13.0, -2.0]),
        # A version and a code are no numbers of a sentence.
        ("EARS C2 found none", []),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, named: list[float]) -> None:
    assert numbers(text) == named


@pytest.mark.parametrize(
    "text",
    ["Verify: the – where it was done", "nan of 12", "since NaT", "– of coordinators are trained"],
)
def test_a_gap_is_seen(text: str) -> None:
    assert rules.has_no_gap(page(text))


@pytest.mark.parametrize("text", ["Nov 3 – Nov 9", "2016–2017", "nano", "rank 1 (1–41)"])
def test_a_span_is_no_gap(text: str) -> None:
    assert not rules.has_no_gap(page(text))


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        # 5 of 6 is 83 %.
        ("83% (5 of 6)", True),
        ("59% (5 of 6)", False),
        # 161 of 1,203 is 13.4 %.
        ("Georgia tuvo más: 161 de 1,203 (13 %)", True),
        ("Georgia had the most: 161 of 1,203 (14%)", False),
        # 6 of 11,910 is 50.4 in 100,000.
        ("6 of 11,910 = 50; 33 allowing for chance", True),
        ("6 of 11,910 = 33", False),
        ("0% (0 of 0)", False),
    ],
)
def test_a_rate_beside_a_fraction_is_that_fraction(text: str, *, is_right: bool) -> None:
    assert (not rules.shares_are_their_fractions(page(text))) == is_right


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("Most incidents were in Georgia: 161 of 1,203 (13%)", False),
        ("Most incidents were in Georgia", False),
        ("La mayor parte fue en Georgia: 6 de 12 (50 %)", False),
        ("La mayoría fue en Georgia: 7 de 12 (58 %)", True),
        ("At most 12", True),
    ],
)
def test_most_is_more_than_half(text: str, *, is_right: bool) -> None:
    assert (not rules.most_is_more_than_half(page(text))) == is_right


@pytest.mark.parametrize(
    ("title", "is_right"),
    [
        # 20 + 13 committees in 2 rows.
        ("33 committees in 2 states", True),
        ("34 committees in 2 states", False),
        ("Arizona has 20, 7 more than Texas", True),
        # Of time, not of the table.
        ("33 committees in 13 weeks, since Mar 2026", True),
        ("33 committees, 29 in the 13 before", True),
    ],
)
def test_a_titles_numbers_are_of_its_table(title: str, *, is_right: bool) -> None:
    shown = page(findings=[Finding(title, [STATES])])
    assert (not rules.titles_come_from_their_tables(shown)) == is_right


def test_a_week_that_is_not_over_may_be_left_out_of_a_title() -> None:
    weeks = Table(["week", "calls"], [["2026-06-08", 5], ["2026-06-15", 7], ["2026-06-22", 2]])
    for title, faults in (("12 calls", 0), ("14 calls", 0), ("13 calls", 1)):
        shown = page(findings=[Finding(title, [weeks])])
        assert len(rules.titles_come_from_their_tables(shown)) == faults


def test_what_is_none_in_records_that_nobody_keeps_is_a_fault_and_what_was_counted_is_not() -> None:
    of_all = Page("page", "en", ["No change: 0"], [], {"Visits": "0", "Members": "12"})
    kept = Page("page", "en", [], [Finding("No change: 0")], {"Visits": "0", "Members": "–"})
    nothing = Page("page", "en", ["**0** people"], [Finding("0 incidents")], {"Members": "0"})
    assert not rules.no_data_is_no_zero(kept, of_all)
    assert len(rules.no_data_is_no_zero(nothing, of_all)) == 3


def test_the_other_language_has_the_same_numbers() -> None:
    english = page(findings=[Finding("12 people since Nov 9, 2026")])
    spanish = Page("page", "es", [], [Finding("12 personas desde el 9 nov 2026")])
    other = Page("page", "es", [], [Finding("13 personas desde el 9 nov 2026")])
    assert not rules.languages_agree(english, spanish)
    assert rules.languages_agree(english, other)
    assert rules.languages_agree(english, page())


def test_a_name_has_one_number_on_all_pages() -> None:
    first = Page("first", "en", headlines={"Active committees": "96"})
    second = Page("second", "en", headlines={"Active committees": "93"})
    assert rules.one_name_has_one_number([first, second])
    assert not rules.one_name_has_one_number([first, first])


def test_a_file_has_the_rows_of_its_table() -> None:
    shown = page(findings=[Finding("33 committees", [STATES])])
    shown.files["tejido-states.csv"] = ["State,Committees", "Arizona,20", "Texas,13"]
    assert not rules.files_are_their_tables(shown)
    shown.files["tejido-states.csv"] = ["State,Committees", "Arizona,20"]
    assert rules.files_are_their_tables(shown)


def test_a_file_goes_on_where_a_long_table_ends() -> None:
    long = Table(["State", "Committees"], [["Texas", 1]] * 500)
    shown = page(findings=[Finding("Committees", [long])])
    shown.files["tejido-states.csv"] = ["State,Committees", *["Texas,1"] * 671]
    assert not rules.files_are_their_tables(shown)
    shown.files["tejido-states.csv"] = ["State,Committees", *["Texas,1"] * 499]
    assert rules.files_are_their_tables(shown)
