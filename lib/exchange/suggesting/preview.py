"""The first rows of a file as they would be loaded."""

from contextlib import closing
from itertools import islice
from pathlib import Path

from lib.data import engines
from lib.data.configuration import configuration
from lib.exchange.errors import Rejected
from lib.exchange.header import Header
from lib.exchange.joins import Joins
from lib.exchange.mapping import ImportMapping
from lib.exchange.notes import Notes
from lib.exchange.plan import filled_columns, find_table
from lib.exchange.reading.opening import open_rows
from lib.exchange.reading.tables import Table
from lib.exchange.records import RecordMaker, Target
from lib.exchange.unpivot import Unpivoted
from lib.exchange.validation import Record, Validator

ROWS = 5


def first_rows(table_name: str, file: Path, mapping: ImportMapping) -> list[Record | Rejected]:
    """The first rows, each with its values or why it would be rejected; rows that are not meant are
    left out.

    :raises NotImportable: if the mapping fits neither the table nor the file.
    """
    database, table = find_table(table_name)
    columns = filled_columns(mapping, table)
    with (
        open_rows(file, mapping.file) as rows,
        closing(Joins(mapping, file.parent)) as joins,
        engines.owner(database).connect() as connection,
    ):
        shaped: Table = (
            Unpivoted(rows, mapping.unpivot, mapping.file.empty) if mapping.unpivot else rows
        )
        header = Header(
            shaped.name, shaped.header, mapping.file.empty, mapping.split, mapping.file.optional
        )
        zone = configuration().organization.zone
        target = Target(database, table, connection)
        make = RecordMaker(mapping, target, header, joins, zone, Notes())
        validate = Validator(table, columns)
        made = (_made(make, validate, columns, cells) for _, cells in shaped)
        return list(islice((row for row in made if row is not None), ROWS))


def _made(
    make: RecordMaker, validate: Validator, columns: list[str], cells: list[str]
) -> Record | Rejected | None:
    try:
        record = make(cells)
    except Rejected as error:
        return error
    if record is None:
        return None
    valid, errors = validate([{name: record[name] for name in columns}])
    return errors[0] if errors else valid[0]
