"""A database that can't be read: each page says so in one sentence, and the rest goes on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from lib.data import engines
from lib.data.contract import DATABASES
from lib.data.role_names import USUAL
from lib.language import LANGUAGES
from tests.pages.conftest import Visit, findings, forget_reads, headlines, words

pytestmark = pytest.mark.slow

PAGES = {
    # page → the databases it reads
    "organizer/this_week.py": {"membership", "incidents"},
    "organizer/committees.py": {"membership", "incidents"},
    "organizer/training.py": {"membership"},
    "organizer/response.py": {"membership", "incidents"},
    "admin/sources.py": {"membership", "incidents"},
}
RESTS_ON = {"organizer/committees.py": "membership"}
"""The database without which a page has nothing: committees are listed from one, judged by both."""

NAMES = {
    "en": {"membership": "the membership database", "incidents": "the incident database"},
    "es": {
        "membership": "la base de datos de membresía",
        "incidents": "la base de datos de incidentes",
    },
}
# A sentence of each reason that no other has.
SAYS = {
    "en": {
        "forbidden": "not allowed to read",
        "not_migrated": "has not been set up",
        "other_version": "another version",
        "not_refreshed": "never been prepared",
        "down": "can't reach",
    },
    "es": {
        "forbidden": "no tiene permiso",
        "not_migrated": "no se ha instalado",
        "other_version": "otra versión",
        "not_refreshed": "nunca se han preparado",
        "down": "No logramos conectar",
    },
}
# What must be done to a database, and undone, for each reason.
BREAK = {
    "forbidden": (
        f"REVOKE SELECT ON ALL TABLES IN SCHEMA rollup FROM {USUAL.reader}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA rollup TO {USUAL.reader}",
    ),
    "not_migrated": (
        "ALTER SCHEMA rollup RENAME TO rolled_away",
        "ALTER SCHEMA rolled_away RENAME TO rollup",
    ),
    "other_version": (
        "ALTER TABLE rollup.refresh RENAME COLUMN as_of TO as_at",
        "ALTER TABLE rollup.refresh RENAME COLUMN as_at TO as_of",
    ),
    "not_refreshed": (
        "ALTER TABLE rollup.refresh RENAME TO kept;"
        " CREATE TABLE rollup.refresh (LIKE rollup.kept);"
        f" GRANT SELECT ON rollup.refresh TO {USUAL.reader}",
        "DROP TABLE rollup.refresh; ALTER TABLE rollup.kept RENAME TO refresh",
    ),
}
LEAKS = re.compile(
    r"Traceback|psycopg|sqlalchemy|SELECT |rollup\.|postgresql://|/tmp/|tejido_reader|Error\b"
)


@contextmanager
def broken(database: str, reason: str) -> Iterator[None]:
    """Break a database for the length of a block."""
    if reason == "down":
        with pytest.MonkeyPatch.context() as patch, _unreachable(patch, database):
            yield
        return
    damage, repair = BREAK[reason]
    _run(database, damage)
    forget_reads()
    try:
        yield
    finally:
        _run(database, repair)
        forget_reads()


def _run(database: str, statements: str) -> None:
    with engines.owner(database).begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))


@contextmanager
def _unreachable(patch: pytest.MonkeyPatch, broken_one: str) -> Iterator[None]:
    """Configure the three databases where they are, but one at a port that no one listens on."""
    for database in DATABASES:
        url = engines.reader(database).url
        if database == broken_one:
            url = make_url("postgresql://nobody:secret@127.0.0.1:1/none")
        patch.setenv(f"TEJIDO_CONNECTIONS__{database.upper()}__URL", url.render_as_string(False))
    engines.forget()
    forget_reads()
    try:
        yield
    finally:
        patch.undo()
        engines.forget()
        forget_reads()


@pytest.mark.parametrize("reason", SAYS["en"])
@pytest.mark.parametrize("database", ["membership", "incidents"])
def test_each_page_says_what_is_missing_and_shows_the_rest(
    visit: Visit, database: str, reason: str
) -> None:
    cases = list(product(PAGES, LANGUAGES))
    with broken(database, reason):
        # What one page reads of the other database need not be read again for the next.
        pages = {case: visit(case[0], "national", case[1]) for case in cases}
    for (script, language), seen in pages.items():
        case = f"{script} in {language}"
        reads = PAGES[script]
        assert not seen.exception, case
        assert not seen.error, case
        if database not in reads:
            assert not seen.warning, case
            continue
        # One sentence, however many parts of the page wanted the database.
        (sentence,) = (warning.value for warning in seen.warning)
        assert SAYS[language][reason] in sentence, case
        assert NAMES[language][database] in sentence, case
        assert not LEAKS.search(words(seen)), case
        if reads == {"membership", "incidents"} and RESTS_ON.get(script) != database:
            listed = any('class="listing' in element.proto.body for element in seen.get("html"))
            assert headlines(seen) or seen.dataframe or listed, (
                f"{case}: what still works went away too"
            )


def test_a_page_recovers_when_the_database_is_back(visit: Visit) -> None:
    with broken("incidents", "forbidden"):
        seen = visit("organizer/response.py", "national")
        assert seen.warning
    seen.run()
    assert not seen.warning
    assert any("incidents in 13 weeks" in said for said in findings(seen))


def test_without_the_accounts_nobody_gets_in_and_the_sentence_says_why(visit: Visit) -> None:
    seen = visit("organizer/this_week.py", "national")
    with broken("dashboard", "down"):
        seen.run()
    assert "can't reach the accounts database" in seen.warning[0].value
    assert not headlines(seen)
    assert not (seen.dataframe)
    assert not LEAKS.search(words(seen))
