"""Running the statements of a directory of queries inside a scope."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from lib.data import engines, reading
from lib.data.errors import Unavailable
from lib.data.refresh import refresh
from lib.data.scope import Scope
from tests.data.derived import derive
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


def test_a_read_is_one_message_and_leaves_its_scope_nowhere(clean: object, put: Put) -> None:
    put("scope", "SELECT current_setting('app.regions') AS regions, pg_backend_pid() AS server")
    engine = engines.reader("membership")
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        (read,) = reading.rows("membership", "scope", SOUTHWEST)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert (len(told), read["regions"]) == (1, "southwest")
    with engine.connect() as connection:
        after = connection.execute(
            text("SELECT pg_backend_pid(), coalesce(current_setting('app.regions', true), '')")
        ).one()
    # The same connection, given back: it has no scope, and begins transactions again.
    assert tuple(after) == (read["server"], "")
    with engine.connect() as connection, connection.begin():
        reading.enter(connection, SOUTHWEST)
        asked = text("SELECT current_setting('app.regions')")
        assert connection.scalar(asked) == "southwest"


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


EACH_KIND = """
SELECT * FROM (VALUES
    -- as usual
    (1, 'Ñuñoa', 'southwest', 3::bigint, 1.5::numeric, 0.1::float8 + 0.2, true,
     date '2026-03-09', timestamptz '2026-03-09 03:00:00.25-05', NULL::text, 7),
    -- what is written between quotes, or doubled
    (2, 'a "b" \\ c, (d)', '', -1, 0, 'NaN', false, '0099-01-01', '1999-12-31 00:00+00', NULL, 8),
    -- what looks like the end of a row, and like the next
    (3, E')\\n(0,x', E'0)\\n(0', 0, 2, 'Infinity', NULL, NULL, NULL, NULL, 9),
    -- nothing is known
    (4, NULL, ' ', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10)
) AS row (nth, name, region_id, n, share, measured, is_so, day, moment, never, whole)
WHERE nth BETWEEN :first AND :last
ORDER BY nth DESC
"""


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (1, 4),
        (1, 1),
        # a column of nulls alone, but for a text of blanks
        (4, 4),
        # no row
        (5, 5),
    ],
)
def test_many_rows_are_the_same_frame(clean: object, put: Put, first: int, last: int) -> None:
    put("kinds", EACH_KIND)
    asked = {"first": first, "last": last}
    one_by_one = reading.read("membership", "kinds", SOUTHWEST, **asked)
    at_once = reading.read_many("membership", "kinds", SOUTHWEST, **asked)
    pd.testing.assert_frame_equal(at_once, one_by_one)
    assert one_by_one["nth"].tolist() == list(range(last, first - 1, -1))[: 4 * (first < 5)]


def test_many_rows_of_what_is_no_plain_value_are_refused(clean: object, put: Put) -> None:
    put("list", "SELECT ARRAY[1, 2] AS ids")
    with pytest.raises(ValueError, match="ids: type 1007"):
        reading.read_many("membership", "list", SOUTHWEST)


def test_many_rows_are_those_of_the_scope(rows: Rows, put: Put) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c1"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    derive("membership", date(2026, 3, 25), "committee")
    put("many", "SELECT committee_id FROM rollup.committee ORDER BY committee_id")

    def seen(*regions: str) -> list[str]:
        return list(reading.read_many("membership", "many", Scope(regions))["committee_id"])

    assert seen("southeast") == ["c2"]
    assert seen("southeast", "southwest") == ["c1", "c2"]
    assert seen() == []
