"""Running the statements of a directory of queries inside a scope."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib.data import engines, reading
from lib.data.errors import Unavailable
from lib.data.refresh import refresh
from lib.data.scope import Scope
from tests.data.rows import Rows

Put = Callable[[str, str], None]
SOUTHWEST = Scope(("southwest",))


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Write a statement where :func:`reading.read` looks for it."""
    monkeypatch.setattr(reading, "QUERIES", tmp_path)
    reading.statement.cache_clear()

    def write(name: str, sql: str) -> None:
        path = tmp_path / "membership" / "reads" / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql, encoding="utf-8")

    yield write
    reading.statement.cache_clear()


def test_columns_come_in_the_kinds_that_pages_count_on(clean: object, put: Put) -> None:
    put(
        "kinds",
        "SELECT date '2026-03-09' AS day, timestamptz '2026-03-09 03:00-05' AS moment,"
        " 1.5::numeric AS share, 3::bigint AS n, 'x' AS name"
        " UNION ALL SELECT NULL, NULL, NULL, 4, NULL",
    )
    frame = reading.read("membership", "kinds", SOUTHWEST)
    assert frame["day"].tolist() == [pd.Timestamp("2026-03-09"), pd.NaT]
    assert frame["day"].dt.tz is None
    assert frame.loc[0, "moment"] == pd.Timestamp("2026-03-09 08:00", tz="UTC")
    assert frame["share"].dtype == "float64"
    assert frame["n"].tolist() == [3, 4]
    assert frame["name"].isna().tolist() == [False, True]


def test_no_rows_are_a_frame_with_the_columns_and_their_kinds(clean: object, put: Put) -> None:
    put("none", "SELECT date '2026-03-09' AS day, 1.5::numeric AS share WHERE false")
    frame = reading.read("membership", "none", SOUTHWEST)
    assert list(frame.columns) == ["day", "share"]
    assert frame.empty
    assert pd.api.types.is_datetime64_dtype(frame["day"])
    assert frame["share"].dtype == "float64"


def test_parameters_are_bound_not_pasted(clean: object, put: Put) -> None:
    put("echo", "SELECT CAST(:value AS text) AS value")
    value = "'; DROP TABLE rollup.region; --"
    assert reading.read("membership", "echo", SOUTHWEST, value=value).loc[0, "value"] == value


@pytest.mark.slow
def test_each_read_sees_its_own_scope_and_no_scope_sees_nothing(rows: Rows, put: Put) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c1"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    refresh("membership")
    put("ids", "SELECT committee_id FROM rollup.committee ORDER BY committee_id")

    def seen(*regions: str) -> list[str]:
        return list(reading.read("membership", "ids", Scope(regions))["committee_id"])

    assert seen("southwest") == ["c1"]
    assert seen("southeast") == ["c2"]
    assert seen() == []
    assert seen("southwest", "southeast") == ["c1", "c2"]
    assert seen("midwest") == []


@pytest.mark.slow
def test_a_read_cannot_write(rows: Rows, put: Put) -> None:
    rows("membership", "region", {"region_id": "southwest"})
    refresh("membership")
    put("ids", "SELECT region_id FROM rollup.region")
    put("delete", "DELETE FROM rollup.region RETURNING region_id")
    with pytest.raises(Unavailable):
        reading.read("membership", "delete", SOUTHWEST)
    # Even a statement that lifts the transaction's own protection meets the missing grant.
    with engines.reader("membership").connect() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("DELETE FROM rollup.region"))
    assert reading.read("membership", "ids", SOUTHWEST)["region_id"].tolist() == ["southwest"]


def test_a_query_without_a_file_is_named(put: Put) -> None:
    with pytest.raises(FileNotFoundError, match=r"membership/reads/nowhere\.sql"):
        reading.read("membership", "nowhere", SOUTHWEST)
