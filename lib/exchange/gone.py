"""What a whole list had before and has no longer: how much of it may go, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, Table, func, select, update

from lib.exchange import erasing
from lib.exchange.errors import NotImportable
from lib.exchange.mapping import WholeList

EXAMPLES = 3
"""Keys that are named."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows that are no longer on their list.

    :ivar keys: of the first of them.
    """

    rows: int
    keys: tuple[str, ...]


def check_share(gone: int, standing: int, most: float, key: str, *, always: int = 0) -> None:
    """Refuse a list that lacks more of what it had than may go.

    :param key: of the mapping, by which more is permitted.
    :param always: rows that may go from however short a list.
    :raises NotImportable: if it does.
    """
    if gone > max(always, most * standing):
        raise NotImportable(
            f"{gone:,} of {standing:,} would no longer be listed, more than {key} permits: is the"
            " file the whole list?"
        )


def take_leave(
    connection: Connection, table: Table, listed: Select[str], whole: WholeList, day: date, new: int
) -> Gone:
    """End or delete what is of the source and not on its list.

    :param listed: the keys that are.
    :param whole: says how keys of the source begin.
    :param day: on which rows end.
    :param new: rows that the list brought; they were none of those that may go.
    :raises NotImportable: if more would go than may.
    """
    (key,) = table.primary_key.columns
    is_of_list = key.startswith(whole.keys or "", autoescape=True)
    if whole.ends:
        is_of_list &= table.c[whole.ends].is_(None)
    is_gone = is_of_list & key.not_in(listed)
    keys: Sequence[str] = connection.scalars(select(key).where(is_gone).order_by(key)).all()
    count = select(func.count()).select_from(table).where(is_of_list)
    standing = (connection.scalar(count) or 0) - new
    check_share(len(keys), standing, whole.most_gone, "whole_list.most_gone", always=1)
    if whole.ends:
        ended = {whole.ends: day, "updated_at": func.now()}
        connection.execute(update(table).where(is_gone).values(ended))
    else:
        erasing.erase(connection, table, keys)
    return Gone(len(keys), tuple(keys[:EXAMPLES]))
