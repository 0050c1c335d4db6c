"""``python -m lib forget``: take away what was saved while a clock was ahead."""

import typer
from sqlalchemy.exc import SQLAlchemyError

from lib.access import audit
from lib.access.audit import Event
from lib.data import engines
from lib.data.errors import unavailable
from lib.data.refresh.premature import Premature, take_away


def forget() -> Premature | None:
    """Take away the saved days that had not come when they were saved, and record that.

    :return: what was taken away; None if there was nothing.
    :raises Unavailable: if the dashboard database does not answer or refuses.
    """
    try:
        with engines.owner("dashboard").begin() as connection:
            taken = take_away(connection)
            if taken:
                facts = {"rows": taken.rows}
                audit.record(Event.HEALTH_FORGOTTEN, actor=None, facts=facts, connection=connection)
            return taken
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


def forget_days() -> None:
    """Take away saved days of the committees' health that a clock ahead made up; audited."""
    taken = forget()
    if taken is None:
        typer.echo("Nothing was saved of a day that had not come.")
        return
    typer.echo(
        f"{taken.rows:,} saved days from {taken.first} to {taken.last} taken away;"
        " run python -m lib refresh"
    )
