"""``python -m lib digest``: mail the briefs that are due; meant for a timer."""

from pathlib import Path
from typing import Annotated

import typer

from lib.brief.digest.post import NotReached

EXPECTED = (NotReached,)
"""Errors whose message says what to do."""

_WORDS = {
    "sent": "sent",
    "written": "written",
    "nothing": "with nothing new",
    "late": "unsaid while a source is late",
    "later": "put off by the mail server until the next run",
    "unsure": "handed over without an answer, and not sent again",
    "refused": "refused",
    "off": "refused for their address, whose mail is off now",
    "unread": "waiting for a database",
}
_FAILED = ("later", "unsure", "refused", "unread")


def digest(
    dry_run: Annotated[
        Path | None,
        typer.Option(help="a folder to write the letters to as .eml files, and send nothing"),
    ] = None,
) -> None:
    """Mail their brief to the accounts that asked; each letter once, however often it is run."""
    # Only here: other commands need none of it.
    from lib.brief.digest import run

    outcomes = run.run() if dry_run is None else run.write(dry_run)
    said = [f"{outcomes[each]} {words}" for each, words in _WORDS.items() if outcomes[each]]
    typer.echo("Letters: " + (", ".join(said) if said else "none is due") + ".")
    if any(outcomes[each] for each in _FAILED):
        raise typer.Exit(1)
