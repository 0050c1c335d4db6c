from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lib.data.contract import source_table
from lib.exchange.conversion import Conversion
from lib.exchange.errors import Rejected
from lib.exchange.header import Header
from lib.exchange.mapping import ColumnMapping

COMMITTEES = {"Tucson": "c1", "Springfield": None}  # two committees are called Springfield
HEADER = ("a", "b", "day")


def convert(table: str, column: str, cells: list[str], **mapping):
    database = "incidents" if table in ("incident", "hotline_call") else "membership"
    header = Header("file.csv", HEADER, empty=["--"])
    conversion = Conversion(header, ZoneInfo("America/Chicago"), lambda column, by: COMMITTEES)
    spec = ColumnMapping.model_validate(mapping)
    return conversion.column(source_table(database, table).c[column], spec)(cells)


def member(column: str, *cells: str, **mapping):
    return convert("member", column, list(cells), **mapping)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("x", "y", ""), "x"),
        (("", "y", ""), "y"),  # the first that is not empty
        ((" -- ", " y ", ""), "y"),  # trimmed, and -- is empty by the mapping
        (("", "", ""), None),
    ],
)
def test_the_first_column_with_a_value(cells, expected):
    assert member("email", *cells, **{"from": ["a", "b"]}) == expected


def test_a_template_leaves_out_what_is_empty_and_is_nothing_without_any():
    text = "in {a}, by {b}"
    assert member("given_name", "x", "y", "", template=text) == "in x, by y"
    assert member("given_name", "", "y", "", template=text) == "in , by y"
    assert member("given_name", "", "--", "", template=text) is None


@pytest.mark.parametrize(
    ("text", "otherwise", "expected"),
    [
        ("Raid", {}, "raid"),
        ("RAID", {}, "raid"),  # case does not count
        ("", {}, "other"),  # the empty cell has a translation of its own
        ("nothing", {}, None),
        ("foo", {"otherwise": "harassment"}, "harassment"),
        ("foo", {"otherwise": "keep"}, "foo"),
        ("foo", {"otherwise": "null"}, None),
    ],
)
def test_translation(text, otherwise, expected):
    table = {"raid": "raid", "": "other", "nothing": "null", "never": "reject"}
    mapping = {"from": "a", "translate": table, **otherwise}
    assert convert("incident", "kind", [text, "", ""], **mapping) == expected


@pytest.mark.parametrize("text", ["foo", "never"])
def test_a_text_without_translation_is_rejected_unless_said(text):
    mapping = {"from": "a", "translate": {"raid": "raid", "never": "reject"}}
    with pytest.raises(Rejected) as rejected:
        convert("incident", "kind", [text, "", ""], **mapping)
    assert (rejected.value.column, rejected.value.reason) == (
        "kind",
        f"{text!r} has no translation",
    )


def test_an_empty_cell_without_translation_has_no_value():
    mapping = {"from": "a", "translate": {"x": "y"}}
    assert convert("incident", "kind", ["", "", ""], **mapping) is None


def test_a_value_for_some_rows_only():
    mapping = {"from": "a", "when": {"b": ["lapsed", "gone"]}, "plus_days": 1}
    assert member("lapsed_on", "2024-02-28", "lapsed", "", **mapping) == date(2024, 2, 29)
    assert member("lapsed_on", "2024-02-28", "member", "", **mapping) is None
    assert member("lapsed_on", "no date", "", "", **mapping) is None  # not even looked at


def test_days_after_one_date_or_one_for_each_value():
    first = date(2013, 10, 1)
    assert member("joined_on", "-1", "", "", **{"from": "a", "days_after": first}) == date(
        2013, 9, 30
    )
    by_run = {"from": "a", "days_after": {"column": "b", "dates": {"2013J": first}}}
    assert member("joined_on", "31", "2013J", "", **by_run) == date(2013, 11, 1)
    assert member("joined_on", "", "2013J", "", **by_run) is None
    for cells, reason in ((("1", "2014J"), "no date for this row"), (("x", "2013J"), "number of")):
        with pytest.raises(Rejected, match=reason):
            member("joined_on", *cells, "", **by_run)
    with pytest.raises(Rejected, match="is not a number of days"):
        member("joined_on", "9999999999", "2013J", "", **by_run)


def test_days_and_times_of_an_event():
    noon = {"from": "a", "formats": ["%m/%d/%Y"]}
    # Noon in Chicago is 18:00 UTC in winter; at nine in Phoenix it is 16:00 UTC all year.
    winter = datetime(2024, 1, 2, 18, tzinfo=UTC)
    assert convert("incident", "occurred_at", ["1/2/2024", "", ""], **noon) == winter
    nine = noon | {"at": datetime(2024, 1, 1, 9, tzinfo=UTC).time(), "time_zone": "America/Phoenix"}
    assert convert("incident", "occurred_at", ["1/2/2024", "", ""], **nine) == winter.replace(
        hour=16
    )


def test_a_date_at_the_end_of_time_is_rejected_and_stops_nothing():
    mapping = {"from": "a", "plus_days": 1}
    with pytest.raises(Rejected):
        member("joined_on", "9999-12-31", "", "", **mapping)


def test_constants_of_dates():
    assert member("joined_on", "", "", "", constant=date(2024, 1, 2)) == date(2024, 1, 2)
    assert member("joined_on", "", "", "", constant="2024-01-02") == date(2024, 1, 2)
    at_noon = convert("incident", "occurred_at", ["", "", ""], constant=date(2024, 1, 2))
    assert at_noon == datetime(2024, 1, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("$1,234.50", {"thousands": ",", "strip": "$", "times": 100}, Decimal(123450)),
        ("1.234,5 €", {"thousands": ".", "decimal": ",", "strip": "€"}, Decimal("1234.5")),
        ("0.29", {"times": 100}, Decimal(29)),  # in binary it would be 28.999999999999996
    ],
)
def test_numbers_as_people_write_them(text, form, expected):
    assert (
        convert("dues_payment", "amount_cents", [text, "", ""], **{"from": "a", "number": form})
        == expected
    )


def test_a_number_that_is_none_is_rejected():
    with pytest.raises(Rejected, match="'ten' is not a number"):
        convert("dues_payment", "amount_cents", ["ten", "", ""], **{"from": "a", "number": {}})


def test_a_row_of_another_table_is_found_by_its_name():
    find = {"from": "a", "find": "name"}
    assert member("committee_id", "TUCSON", "", "", **find) == "c1"
    assert member("committee_id", "", "", "", **find) is None
    for name, reason in (("Yuma", "none has the name"), ("Springfield", "several have the name")):
        with pytest.raises(Rejected, match=reason):
            member("committee_id", name, "", "", **find)
        assert member("committee_id", name, "", "", **find, unknown="null") is None
