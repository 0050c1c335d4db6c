#!/usr/bin/env bash
# sqlglot 30.30.0, 2026-11-27
#
# sqlglot.lineage follows where the value of a column comes from. A count has no value to follow, and what
# decides which rows are counted is no part of it. So the lineage of `n` has no table at all for count(*), and only
# the counted one where a semi-join, an anti-join or a filtering join picks the rows. No error and no warning; its
# documentation says "build the lineage graph for a column of a SQL query".
#
# Seen (tables that the statement reads | tables in the lineage of n):
#   count(*)                         incident           | -
#   count(*) by a column             incident           | -
#   a count, summed once more        incident           | -
#   WHERE ... IN (subquery)          incident, response | incident
#   WHERE NOT EXISTS                 incident, response | incident
#   LEFT JOIN ... WHERE ... IS NULL  incident, response | incident
#   JOIN that only filters           incident, response | incident
#   count(*) FILTER over a join      incident, response | response
#   correlated count in SELECT       incident, response | -
#   sum(CASE WHEN EXISTS)            incident, response | -
#   the value of a column (control)  incident, response | incident, response
#
# Why it matters: a figure is greyed when a source that it rests on is late. Taken from lineage, "incidents that
# nobody answered" would rest on incidents alone and stay in colour while the responses are two months old. What a
# figure rests on is every table that its statement reads; lineage may narrow that only where nothing filters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sqlglot==30.30.0
"$work/venv/bin/python" - <<'PYTHON'
import sys

from sqlglot import exp, parse_one
from sqlglot.lineage import lineage

SCHEMA = {
    "incident": {"incident_id": "text", "state": "text"},
    "response": {"response_id": "text", "incident_id": "text"},
}
ONE, BOTH, NONE = {"incident"}, {"incident", "response"}, set()
JOINED = "FROM incident AS i LEFT JOIN response AS r ON r.incident_id = i.incident_id"
# what, statement, tables that it reads, tables in the lineage of n as seen
CASES = [
    ("count(*)", "SELECT count(*) AS n FROM incident AS i", ONE, NONE),
    ("count(*) by a column", "SELECT i.state, count(*) AS n FROM incident AS i GROUP BY i.state", ONE, NONE),
    ("a count, summed once more", "WITH c AS (SELECT i.state, count(*) AS k FROM incident AS i GROUP BY i.state)"
     " SELECT sum(c.k) AS n FROM c", ONE, NONE),
    ("WHERE ... IN (subquery)", "SELECT count(i.incident_id) AS n FROM incident AS i"
     " WHERE i.incident_id IN (SELECT r.incident_id FROM response AS r)", BOTH, ONE),
    ("WHERE NOT EXISTS", "SELECT count(i.incident_id) AS n FROM incident AS i WHERE NOT EXISTS"
     " (SELECT 1 FROM response AS r WHERE r.incident_id = i.incident_id)", BOTH, ONE),
    ("LEFT JOIN ... WHERE ... IS NULL", f"SELECT count(i.incident_id) AS n {JOINED} WHERE r.response_id IS NULL",
     BOTH, ONE),
    ("JOIN that only filters", "SELECT count(i.incident_id) AS n FROM incident AS i"
     " JOIN response AS r ON r.incident_id = i.incident_id", BOTH, ONE),
    ("count(*) FILTER over a join", f"SELECT count(*) FILTER (WHERE r.response_id IS NULL) AS n {JOINED}",
     BOTH, {"response"}),
    ("correlated count in SELECT", "SELECT (SELECT count(*) FROM response AS r"
     " WHERE r.incident_id = i.incident_id) AS n FROM incident AS i", BOTH, NONE),
    ("sum(CASE WHEN EXISTS)", "SELECT sum(CASE WHEN EXISTS (SELECT 1 FROM response AS r"
     " WHERE r.incident_id = i.incident_id) THEN 1 ELSE 0 END) AS n FROM incident AS i", BOTH, NONE),
    ("the value of a column (control)", f"SELECT coalesce(r.response_id, i.incident_id) AS n {JOINED}", BOTH, BOTH),
]


def shown(tables):
    return ", ".join(sorted(tables)) or "-"


changed = []
for what, statement, reads, seen in CASES:
    tree = parse_one(statement, dialect="postgres")
    tables = {t.name for t in tree.find_all(exp.Table) if t.name in SCHEMA}
    graph = lineage("n", statement, schema=SCHEMA, dialect="postgres")
    rests = {node.expression.name for node in graph.walk() if isinstance(node.expression, exp.Table)}
    print(f"{what:33}{shown(tables):19}| {shown(rests)}")
    if (tables, rests) != (reads, seen):
        changed.append(what)
sys.exit(f"changed: {'; '.join(changed)}" if changed else 0)
PYTHON
