from pathlib import Path

import pytest
from pydantic import BaseModel

from lib.data.contract import SOURCES
from lib.exchange import mapping as sections
from lib.exchange.errors import NotImportable
from lib.exchange.mapping import ImportMapping, load
from lib.exchange.plan import filled_columns, find_table
from tests.exchange.conftest import MAPPINGS

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
IDENTITY = "identity.whole_row = true\n"


def loaded(tmp_path, text: str) -> ImportMapping:
    path = tmp_path / "m.toml"
    path.write_text(text)
    return load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("table = ", "is not valid TOML"),
        (IDENTITY, "table: is missing"),
        ("table = 3\n" + IDENTITY, "table: should be a valid string"),
        ('table = "member"', "identity: is missing"),
        ('table = "member"\nidentity = {}', "identity: needs either template or whole_row = true"),
        ('table = "member"\nidentity.template = "one"', "identity.template: names no column"),
        ('table = "member"\nidentity.template = "{a"', "identity.template: names no column"),
        ('table = "member"\nidentity.template = "{a}}"', "identity.template: has a brace"),
        ("colums.a = 'A'", "colums: is not a key of a mapping"),
        ("columns.a.form = 'A'", "columns.a.form: is not a key of a mapping"),
        ("columns.a.formats = ['%m']", "columns.a: needs exactly one of from, constant"),
        ("columns.a = {from = 'A', constant = 1}", "columns.a: needs exactly one of from"),
        ("columns.a = {from = 'A', otherwise = 'x'}", "columns.a: has otherwise without translate"),
        ("columns.a = {from = 'A', unknown = 'null'}", "columns.a: has unknown without find"),
        ("columns.a = {from = 'A', formats = ['day']}", "columns.a.formats.0: is not a date form"),
        ("columns.a = {from = 'A', time_zone = 'Mars'}", "columns.a.time_zone: is not a time zone"),
        ("columns.a.constant = [1]", "columns.a.constant: should be a text, a number"),
        ("columns.a = {from = 'A', days_after = '2013'}", "columns.a.days_after: should be"),
        (
            "columns.a = {from = 'A', days_after = {column = 'b', date = 2013-10-01}}",
            "columns.a.days_after: needs either a date, or a column",
        ),
        ("file.encoding = 'klingon'", "file.encoding: is not an encoding"),
        ("file.delimiter = '||'", "file.delimiter: "),
        ("file.skip_lines = -1", "file.skip_lines: should be greater than or equal to 0"),
        ("place.unknown = 'ignore'", "place.unknown: should be 'reject' or 'null'"),
        ("join.a = {file = 'f', key = 'k', take = 't', to = 'b'}", "join.a.to does not lead"),
        ("join.a = {file = 'f', key = 'k', take = 't', to = 'a'}", "join.a.to does not lead"),
        (
            "join.a = {file = 'f', key = 'k', take = ['t', 'u'], several = 'largest'}",
            "join.a: has several = 'largest', which needs exactly one take",
        ),
        (
            "join.a = {file = 'f', key = ['k', 'l'], on = 'k', take = 't'}",
            "join.a: has not as many columns in on as in key",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_key(tmp_path, text, message):
    complete = text if "table" in text or text == IDENTITY else f"table = 'x'\n{IDENTITY}{text}"
    with pytest.raises(NotImportable) as error:
        loaded(tmp_path, complete)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_mapping_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotImportable, match=r"none.toml: the mapping can't be read"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("member", "columns.name = 'n'", "columns.name: is not a column of source.member"),
        ("member", "columns.email = 'n'", "columns.joined_on: is missing; source.member needs it"),
        ("member", "columns.member_id = 'n'", "columns.member_id: is the key of the row"),
        ("member", "columns.email = {from = 'n', at = 12:00:00}", "email.at: is for dates and"),
        ("member", "columns.joined_on = {from = 'n', at = 12:00:00}", "at: is for times, and"),
        ("member", "columns.email = {from = 'n', number = {}}", "number: is for numbers only"),
        ("member", "columns.email = {from = 'n', find = 'name'}", "find: is for columns that"),
        ("member", "columns.tier_id = {from = 'n', find = 'x'}", "membership_tier has no column x"),
        ("dues_payment", "place.state = 's'", "place: fills no column of source.dues_payment"),
        (
            "member",
            "columns.state_fips = 'n'\nplace.state = 's'",
            "columns.state_fips: is given by place as well",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_its_table_is_refused(tmp_path, table, text, message):
    mapping = loaded(tmp_path, f"table = '{table}'\n{IDENTITY}{text}")
    with pytest.raises(NotImportable) as error:
        filled_columns(mapping, find_table(table)[1])
    assert message in str(error.value)


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.stem)
def test_each_shipped_mapping_fits_its_table_and_is_documented(path):
    mapping = load(path)
    assert filled_columns(mapping, find_table(mapping.table)[1])
    assert path.name in DOCUMENTATION


def test_every_key_is_documented():
    keys = {
        field.alias or name
        for section in vars(sections).values()
        if isinstance(section, type) and issubclass(section, BaseModel)
        for name, field in section.model_fields.items()
    }
    assert len(keys) > 40
    assert {key for key in keys if f"`{key}`" not in DOCUMENTATION} == set()


def test_personal_columns_are_filled_from_personal_columns_only():
    """No shipped mapping sends a name, an address or a number of a person to an open column."""
    personal = {"first_name", "last_name", "given_name", "family_name", "Email", "email_address"}
    personal |= {"best_phone", "phone_number", "Mailing_Zip", "Billing_Zip", "Contact"}
    for path in MAPPINGS.glob("*.toml"):
        mapping = load(path)
        _, table = find_table(mapping.table)
        for name, spec in mapping.columns.items():
            if personal & set(spec.from_ or ()):
                assert table.c[name].info.get("personal"), f"{path.name}: {name}"


def test_every_source_table_has_one_key_so_that_rows_can_be_identified():
    for metadata in SOURCES.values():
        for table in metadata.sorted_tables:
            assert len(table.primary_key.columns) == 1
