"""Import generated files, most of which can succeed, and account for each of their rows.

    python -m tests.trials.fuzz_import [FILES] [FIRST_SEED]

Delimited files, archives, workbooks, JSON and Parquet, whole and damaged, with joins, several rows
a key, texts cut by regular expressions, odd numbers and dates. It ends with 1 if an import raised
anything but its one sentence, lost a row, wrote another number of rows than it said, took more than
``LONGEST_SECONDS``, or if memory grew.
"""

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from sqlalchemy import text

from lib.data import engines
from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from tests.attacks.target import own_databases
from tests.trials.generated_files import Generated, generate

LONGEST_SECONDS = 20.0
SETTLED = 500
"""Files after which memory has what it keeps."""
GROWTH_MIB = 150
EMPTY = "DELETE FROM source.member"


def resident_mib() -> int:
    """The memory of this process now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20


def _count() -> int:
    with engines.owner("membership").connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM source.member")) or 0)


def tried(made: Generated) -> str:
    """How an import ended: ``imported``, ``refused``, or what is wrong with it."""
    before, begun = _count(), time.monotonic()
    try:
        done = import_file("member", made.file, made.mapping)
    except NotImportable as error:
        ended = "refused" if str(error) and "\n" not in str(error) else f"says {error!r}"
    except Exception:
        return traceback.format_exc()
    else:
        ended = "imported"
        if done.accounted_for != done.rows_in:
            ended = f"{done.rows_in} rows in, {done.accounted_for} accounted for"
        elif made.rows is not None and done.rows_in != made.rows:
            ended = f"{made.rows} rows in the file, {done.rows_in} read"
        elif _count() - before != done.new:
            ended = f"{done.new} new, {_count() - before} more than before"
    if ended == "refused" and _count() != before:
        ended = "refused, and yet there are other rows"
    took = time.monotonic() - begun
    return ended if took < LONGEST_SECONDS else f"took {took:.0f} s"


def _fill() -> None:
    rows = (
        "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('southwest', 'S', 'S')",
        "INSERT INTO source.state (state_fips, usps, name, region_id)"
        " VALUES ('04', 'AZ', 'Arizona', 'southwest')",
        "INSERT INTO source.place (place_id, name, state_fips, latitude, longitude)"
        " VALUES ('tucson', 'Tucson', '04', 32.22, -110.97)",
        "INSERT INTO source.committee (committee_id, name, kind, place_id, status, formed_on)"
        " VALUES ('c1', 'Tucson', 'local', 'tucson', 'active', '2024-01-01')",
    )
    autocommit = engines.owner("membership").execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        # Nothing here has to survive a power cut.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = 'off'"))
        connection.execute(text("SELECT pg_reload_conf()"))
    with engines.owner("membership").begin() as connection:
        for row in rows:
            connection.execute(text(row))


def main(files: int, first: int) -> int:
    """Try so many files; how many failed."""
    outcomes: Counter[str] = Counter()
    failed, settled, begun = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tj") as place, own_databases(Path(place)):
        folder = Path(place) / "files"
        folder.mkdir()
        _fill()
        for n in range(files):
            for old in folder.iterdir():
                old.unlink()
            ended = tried(generate(Random(first + n), folder))
            outcomes[ended if ended in ("imported", "refused") else "failed"] += 1
            if ended not in ("imported", "refused"):
                failed += 1
                print(f"seed {first + n}: {ended}", flush=True)
            if n % 50 == 49:
                with engines.owner("membership").begin() as connection:
                    connection.execute(text(EMPTY))
            if n == min(SETTLED, files // 2):
                settled = resident_mib()
            if n % 1_000 == 999:
                took = time.monotonic() - begun
                print(
                    f"{n + 1} files in {took:.0f} s, {resident_mib()} MiB: {outcomes}", flush=True
                )
        growth = resident_mib() - settled
    print(f"{files} files: {dict(outcomes)}; memory grew by {growth} MiB since file {SETTLED}")
    return failed + (growth > GROWTH_MIB)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(bool(main(*(given + [20_000, 0][len(given) :]))))
