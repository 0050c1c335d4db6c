"""``python -m lib digest``: mail the briefs that are due; meant for a timer."""

from pathlib import Path
from typing import Annotated

import typer

from lib.data.errors import Unavailable

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
_BACK = {
    "off": "refused for their address, whose mail is off now",
    "known": "whose mail was off, or asked for anew since",
    "kept": "refused for another reason",
    "delayed": "not given up",
    "foreign": "that are no report of a letter of ours",
}
_TRY_AGAIN = 75
"""What a mail server that hands over a mail takes for "keep it and try again" (sysexits.h)."""
_FAILED = ("later", "unsure", "refused", "unread")


def digest(
    dry_run: Annotated[
        Path | None,
        typer.Option(help="a folder to write the letters to as .eml files, and send nothing"),
    ] = None,
    bounces: Annotated[
        str | None,
        typer.Option(
            metavar="PLACE",
            help="read what came back: a file with one mail, a Maildir, or - for standard input;"
            " send nothing",
        ),
    ] = None,
) -> None:
    """Mail their brief to the accounts that asked; each letter once, however often it is run."""
    if bounces is not None:
        _read_back(bounces)
        return
    # Only here: other commands need none of it.
    from lib.brief.digest import run

    outcomes = run.run() if dry_run is None else run.write(dry_run)
    said = [f"{outcomes[each]} {words}" for each, words in _WORDS.items() if outcomes[each]]
    typer.echo("Letters: " + (", ".join(said) if said else "none is due") + ".")
    if any(outcomes[each] for each in _FAILED):
        raise typer.Exit(1)


def _read_back(place: str) -> None:
    """Take what came back, and say how much of what there was, never whose."""
    from lib.brief.digest import bounces

    try:
        outcomes = bounces.read(place)
    except OSError as error:
        raise typer.BadParameter(f"nothing to read at {place} ({error.strerror})") from None
    except Unavailable as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(_TRY_AGAIN) from None
    said = [f"{outcomes[each]} {words}" for each, words in _BACK.items() if outcomes[each]]
    typer.echo("Mails: " + (", ".join(said) if said else "none is new") + ".")
