from datetime import date

import pytest

from lib.data.contract import SOURCES, source_table
from lib.exchange.validation import Validator, unvalidated_checks

GOOD = {"place_id": "p", "name": "x", "latitude": "1", "county_fips": "01001", "population": "5"}


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("latitude", "90.5", "'90.5': input should be less than or equal to 90"),
        ("latitude", "-90.5", "'-90.5': input should be greater than or equal to -90"),
        ("latitude", "inf", "'inf': input should be a finite number"),
        ("latitude", "north", "'north': input should be a valid number, unable to parse"),
        ("county_fips", "1001", "'1001': string should match pattern '^[0-9]{5}$'"),
        ("population", "-1", "'-1': input should be greater than or equal to 0"),
        ("population", "1.5", "'1.5': input should be a valid integer"),
        ("population", str(2**31), "less than or equal to 2147483647"),  # an int4 holds no more
        ("name", None, "is missing"),
    ],
)
def test_a_value_outside_the_contract_is_wrong(column, value, reason):
    validate = Validator(source_table("membership", "place"), list(GOOD))
    valid, wrong = validate([GOOD, GOOD | {column: value}, GOOD])
    assert len(valid) == 2
    assert (list(wrong), wrong[1].column) == ([1], column)
    assert reason in wrong[1].reason


def test_values_come_out_in_the_type_of_their_column():
    validate = Validator(source_table("membership", "place"), list(GOOD))
    valid, _ = validate([GOOD | {"latitude": "-90", "population": "0", "county_fips": None}])
    assert valid == [
        {"place_id": "p", "name": "x", "latitude": -90.0, "county_fips": None, "population": 0}
    ]


def test_a_code_must_be_one_of_the_contract_and_may_be_null_where_null_may_be():
    validate = Validator(source_table("membership", "enrollment"), ["enrolled_on", "format"])
    valid, wrong = validate(
        [
            {"enrolled_on": date(2024, 1, 1), "format": "virtual"},
            {"enrolled_on": date(2024, 1, 1), "format": None},
            {"enrolled_on": date(2024, 1, 1), "format": "Virtual"},
        ]
    )
    assert len(valid) == 2
    assert wrong[2].reason == "'Virtual': input should be 'in_person' or 'virtual'"


@pytest.mark.parametrize(
    "table", [t for m in SOURCES.values() for t in m.sorted_tables], ids=lambda t: t.name
)
def test_every_check_of_the_contract_is_understood_but_one(table):
    unvalidated = unvalidated_checks(table)
    assert unvalidated == (["region_id <> 'unknown'"] if table.name == "region" else [])


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("0203-05-01", False), ("1900-12-31", False), ("1901-01-01", True),
        ("2100-12-31", True), ("2203-05-01", False), ("9999-12-31", False),
    ],
)  # fmt: skip
def test_a_date_that_its_column_can_not_have_is_wrong(text: str, is_right: bool) -> None:
    validate = Validator(source_table("membership", "member"), ["joined_on"])
    valid, wrong = validate([{"joined_on": date.fromisoformat(text)}])
    assert bool(valid) is is_right
    if not is_right:
        assert wrong[0].reason.startswith(f"'{text}': input should be ")


def test_an_end_may_be_one_that_never_comes() -> None:
    validate = Validator(source_table("membership", "member"), ["lapsed_on"])
    assert not validate([{"lapsed_on": date(9999, 12, 31)}, {"lapsed_on": None}])[1]
