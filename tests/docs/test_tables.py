"""``docs/tables.md`` is what the contract says."""

from lib.data.contract import SOURCES, source_table
from lib.data.described import PAGE, page, permitted


def test_the_page_of_tables_is_that_of_the_contract() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m lib.data.described"


def test_every_table_and_column_is_on_it() -> None:
    text = page()
    for metadata in SOURCES.values():
        for table in metadata.sorted_tables:
            section = text.partition(f"### `{table.name}`")[2].partition("###")[0]
            assert table.comment in section
            missing = [c.name for c in table.c if f"`{c.name}`" not in section]
            assert missing in ([], ["updated_at"]), table.name


def test_the_values_that_a_column_may_have_are_on_it() -> None:
    text = page()
    assert "one of `meeting`, `training`, `action`, `outreach`, `drill`" in text
    assert permitted(source_table("incidents", "incident"), "verification") == [
        "unverified", "verified", "false_report",
    ]  # fmt: skip
    assert permitted(source_table("membership", "member"), "email") == []
