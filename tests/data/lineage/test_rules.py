"""How what rows and columns rest on follows from a statement: small statements, worked by hand."""

import pytest
from sqlglot import exp

from lib.data.lineage.marks import marks_of
from lib.data.lineage.parsing import MADE, parse
from lib.data.lineage.relations import Relation, of_table
from lib.data.lineage.selects import Analysis

TABLES = {"a": ("id", "k", "x", "y"), "b": ("id", "k", "x", "y"), "c": ("id", "k", "x", "y")}
"""Each with the key ``id``."""


def relation(sql: str) -> Relation:
    def named(table: exp.Table) -> Relation:
        return of_table(table.name, TABLES[table.name], ["id"])

    schema = {"source": {t: dict.fromkeys(c, "text") for t, c in TABLES.items()}, MADE: {}}
    return Analysis(named, marks_of(sql).columns).relation(parse(sql, schema))


def rests(sql: str, column: str | None = None) -> str:
    """The tables of the rows, or of a column (rows that it stands in included), as letters."""
    of = relation(sql)
    return "".join(sorted(of.rows if column is None else of.column(column)))


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        # What column lineage leaves out, each in a way of its own.
        ("SELECT count(*) AS n FROM source.a GROUP BY k", "a"),
        ("SELECT x FROM source.a WHERE id IN (SELECT id FROM source.b)", "ab"),
        ("SELECT x FROM source.a WHERE EXISTS (SELECT FROM source.b WHERE b.k = a.k)", "ab"),
        ("SELECT x FROM source.a WHERE NOT EXISTS (SELECT FROM source.b WHERE b.k = a.k)", "ab"),
        ("SELECT a.x FROM source.a JOIN source.b ON b.id = a.k", "ab"),
        ("SELECT a.x FROM source.a CROSS JOIN source.b", "ab"),
        # An anti-join filters by what it finds none of.
        ("SELECT a.x FROM source.a LEFT JOIN source.b ON b.id = a.k WHERE b.id IS NULL", "ab"),
        # A LEFT JOIN by a key only adds columns; by anything else it may make two rows of one.
        ("SELECT a.x, b.y FROM source.a LEFT JOIN source.b ON b.id = a.k", "a"),
        ("SELECT a.x FROM source.a LEFT JOIN source.b ON b.k = a.k", "ab"),
        ("SELECT a.x FROM source.a LEFT JOIN source.b ON b.id > a.k", "ab"),
        ("SELECT a.x FROM source.a LEFT JOIN source.b ON b.id = a.k AND b.x > 1", "a"),
        # Equal to a column of its own is not looked up.
        ("SELECT a.x FROM source.a LEFT JOIN source.b ON b.id = b.k", "ab"),
        (
            "SELECT a.x FROM source.a"
            " LEFT JOIN (SELECT k, max(x) AS x FROM source.b GROUP BY k) AS b ON b.k = a.k",
            "a",
        ),
        (
            "SELECT a.x FROM source.a"
            " LEFT JOIN (SELECT DISTINCT k, x FROM source.b) AS b ON b.k = a.k",
            "ab",
        ),
        # What groups, and what the first of each is found by.
        (
            "SELECT b.x, count(*) AS n FROM source.a LEFT JOIN source.b ON b.id = a.k GROUP BY b.x",
            "ab",
        ),
        (
            "SELECT DISTINCT ON (a.x) a.y FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " ORDER BY a.x, b.y",
            "ab",
        ),
        (
            "SELECT DISTINCT a.x, b.x AS z FROM source.a LEFT JOIN source.b ON b.id = a.k",
            "ab",
        ),
        ("SELECT x FROM source.a ORDER BY y LIMIT 1", "a"),
        # There is one row whatever there is.
        ("SELECT count(*) AS n FROM source.a", ""),
        ("SELECT (SELECT min(x) FROM source.a) AS x", ""),
        # A side of a HAVING that keeps a group for what another sum is.
        (
            "SELECT a.k, sum(a.x) AS x FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " GROUP BY a.k HAVING sum(b.x) > 0",
            "ab",
        ),
        (
            "SELECT a.k, sum(a.x) AS x, sum(b.x) AS y"
            " FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " GROUP BY a.k HAVING sum(a.x) <> 0 OR sum(b.x) <> 0",
            "a",
        ),
        (
            "SELECT a.k, sum(a.x) AS x, sum(b.x) AS y"
            " FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " GROUP BY a.k HAVING sum(a.x) <> 0 AND sum(b.x) <> 0",
            "ab",
        ),
    ],
)
def test_rows_rest_on_what_joins_filters_and_groups(sql: str, rows: str) -> None:
    assert rests(sql) == rows


@pytest.mark.parametrize(
    ("sql", "column", "tables"),
    [
        ("SELECT a.x, b.y FROM source.a LEFT JOIN source.b ON b.id = a.k", "x", "a"),
        ("SELECT a.x, b.y FROM source.a LEFT JOIN source.b ON b.id = a.k", "y", "ab"),
        # Which row of c is found rests on b.
        (
            "SELECT c.y FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " LEFT JOIN source.c ON c.id = b.k",
            "y",
            "abc",
        ),
        ("SELECT count(*) AS n FROM source.a", "n", "a"),
        # Counted more often where b has several.
        (
            "SELECT a.k, count(*) AS n FROM source.a LEFT JOIN source.b ON b.k = a.k GROUP BY a.k",
            "n",
            "ab",
        ),
        (
            "SELECT a.k, count(*) FILTER (WHERE b.id IS NULL) AS n FROM source.a"
            " LEFT JOIN source.b ON b.id = a.k GROUP BY a.k",
            "n",
            "ab",
        ),
        # A correlated count, and a test that is a column.
        ("SELECT (SELECT count(*) FROM source.b WHERE b.k = a.k) AS n FROM source.a", "n", "ab"),
        (
            "SELECT EXISTS (SELECT FROM source.b WHERE b.k = a.k) AS is_b FROM source.a",
            "is_b",
            "ab",
        ),
        (
            "SELECT CASE WHEN b.x > 0 THEN 1 ELSE 0 END AS n FROM source.a CROSS JOIN source.b",
            "n",
            "ab",
        ),
        (
            "SELECT sum(a.x) OVER (PARTITION BY b.x) AS s FROM source.a"
            " LEFT JOIN source.b ON b.id = a.k",
            "s",
            "ab",
        ),
        (
            "SELECT sum(a.x) OVER w AS s FROM source.a LEFT JOIN source.b ON b.id = a.k"
            " WINDOW w AS (ORDER BY b.x)",
            "s",
            "ab",
        ),
    ],
)
def test_a_column_rests_on_its_values_and_its_rows(sql: str, column: str, tables: str) -> None:
    assert rests(sql, column) == tables


ARMS = (
    "SELECT k, sum(x) AS x, sum(y) AS y, max(m) AS m, count(*) AS n FROM ("
    " SELECT k, x, 0 AS y, NULL AS m FROM source.a"
    " UNION ALL SELECT k, 0, y, x FROM source.b"
    ") AS arm {where} GROUP BY k"
)


def test_an_arm_of_a_union_in_which_a_column_is_zero_adds_nothing_to_it() -> None:
    sql = ARMS.format(where="WHERE k > 0")
    assert (rests(sql, "x"), rests(sql, "y"), rests(sql, "m")) == ("a", "b", "b")
    assert (rests(sql, "n"), rests(sql)) == ("ab", "ab")


def test_a_test_on_rows_made_of_several_arms_decides_on_all_of_them() -> None:
    # Where y is one arm's, a row of it is kept or dropped for its y, and its x with it.
    of = f"SELECT k, sum(x) AS x FROM ({ARMS.format(where='')}) AS s WHERE {{}} GROUP BY k"
    assert rests(of.format("y > 0"), "x") == "ab"
    # But all arms' rows have the k by which they were made one.
    assert rests(of.format("k > 0"), "x") == "a"


def test_columns_of_several_arms_that_are_worked_with_together_rest_on_all_of_them() -> None:
    of = f"SELECT k, {{}} AS z FROM ({ARMS.format(where='')}) AS s"
    assert rests(of.format("x * y"), "z") == "ab"
    assert rests(of.format("x + 1"), "z") == "ab", "1 where x is not"
    assert rests(of.format("x"), "z") == "a"
    assert rests(of.format("-x"), "z") == "a"


FULL = (
    "WITH p AS (SELECT k, sum(x) AS x FROM source.a GROUP BY k),"
    " q AS (SELECT k, sum(y) AS y FROM source.b GROUP BY k)"
    " SELECT * FROM p FULL JOIN q USING (k)"
)


def test_a_side_of_a_full_join_adds_nothing_to_the_columns_of_the_other() -> None:
    assert (rests(FULL, "x"), rests(FULL, "y"), rests(FULL, "k")) == ("a", "b", "ab")
    assert rests(FULL) == "ab"


def test_who_adds_up_again_does_not_rest_on_what_told_the_groups_apart() -> None:
    groups = (
        "SELECT a.k, b.x AS told, sum(a.x) AS x FROM source.a LEFT JOIN source.b ON b.id = a.k"
        " GROUP BY a.k, b.x"
    )
    assert rests(f"SELECT k, sum(x) AS x FROM ({groups}) AS g GROUP BY k", "x") == "a"
    assert rests(f"SELECT told, sum(x) AS x FROM ({groups}) AS g GROUP BY told", "x") == "ab"
    assert rests(f"SELECT k, sum(x) AS x FROM ({groups}) AS g WHERE told > 0 GROUP BY k") == "ab"
    # How many groups there are, and the largest, do rest on it.
    assert rests(f"SELECT k, count(*) AS n FROM ({groups}) AS g GROUP BY k", "n") == "ab"
    assert rests(f"SELECT k, max(x) AS x FROM ({groups}) AS g GROUP BY k", "x") == "ab"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT a.x FROM source.a RIGHT JOIN source.b ON b.id = a.k",
        # Not one row by the columns of USING: a sum would be counted twice.
        "SELECT * FROM source.a FULL JOIN source.b USING (k)",
    ],
)
def test_what_has_no_rule_is_refused(sql: str) -> None:
    with pytest.raises(NotImplementedError):
        relation(sql)


def test_what_a_statement_says_of_itself_is_believed() -> None:
    marks = marks_of(
        "-- it: a statement.\n-- Unique: home_id, week_start.\n"
        "-- Rows rest on committee, place: for a reason.\n"
        "SELECT\n    -- began_on rests on member: for another.\n    1 AS began_on\n"
        "-- It rests on nothing that is said so.\n"
    )
    assert marks.key == {"home_id", "week_start"}
    assert marks.rows == {"committee", "place"}
    assert marks.columns == {"began_on": {"member"}}


def test_a_marked_column_rests_on_what_is_said_wherever_it_is_used() -> None:
    sql = (
        "-- day rests on c: because.\n"
        "SELECT a.x FROM source.a CROSS JOIN (SELECT min(x) AS day FROM source.b) AS b"
        " WHERE a.y > b.day"
    )
    assert rests(sql) == "ac"
