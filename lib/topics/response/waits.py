"""What is said alike of every wait: what it rests on, its columns, its rule, its clock."""

import pandas as pd
from babel.dates import get_timezone_name

from lib.data.configuration import configuration
from lib.data.contract.rollup import STEPS
from lib.data.scope import Scope
from lib.language import _, formats
from lib.topics.response import known
from lib.ui.tables import Column


def told_steps(scope: Scope) -> list[str]:
    """The steps of which there are data: nobody is known to have gone where nobody recorded it.

    :raises Unavailable: if the incident database can't be read.
    """
    if not known.are_incidents(scope):
        return []
    return ["verify"] if known.answers_lack(scope) else list(STEPS)


def with_done(waits: pd.DataFrame) -> pd.DataFrame:
    """Waits by ``wait_quantiles`` with the number of reports for which the step was ``done``."""
    return waits.assign(done=waits["incidents"] - waits["open"])


def zone_name() -> str:
    """The organization's time zone in words: "Central Time"."""
    zone = configuration().organization.zone
    return str(get_timezone_name(zone, locale=formats.locale()))


def rule() -> str:
    """How reports that still wait are counted."""
    return _(
        "Among all reports, what is not done yet counts as still waiting: where it was done for"
        " fewer than half, there is no time by which half were done."
    )


def columns(group: str) -> dict[str, Column]:
    """The columns of a table of waits, each with its base.

    :param group: what a row is.
    """
    return {
        "name": Column(group, pinned=True),
        # Translators: number of incidents reported
        "incidents": Column(_("Reports"), kind="number"),
        "open": Column(_("Still open"), kind="number"),
        # Translators: column: number of reports for which the step was taken
        "done": Column(_("Done"), kind="number"),
        "share_closed": Column(_("Share done"), kind="percent"),
        "p50": Column(_("All: half within"), kind="minutes"),
        "p50_low": Column(_("All: half, at least (95 %)"), kind="minutes"),
        "p50_high": Column(_("All: half, at most (95 %)"), kind="minutes"),
        "p90": Column(_("All: 9 of 10 within"), kind="minutes"),
        "p90_low": Column(_("All: 9 of 10, at least (95 %)"), kind="minutes"),
        "p90_high": Column(_("All: 9 of 10, at most (95 %)"), kind="minutes"),
        "closed_p50": Column(_("Done: half within"), kind="minutes"),
        "closed_p50_low": Column(_("Done: half, at least (95 %)"), kind="minutes"),
        "closed_p50_high": Column(_("Done: half, at most (95 %)"), kind="minutes"),
        "closed_p90": Column(_("Done: 9 of 10 within"), kind="minutes"),
        "closed_p90_low": Column(_("Done: 9 of 10, at least (95 %)"), kind="minutes"),
        "closed_p90_high": Column(_("Done: 9 of 10, at most (95 %)"), kind="minutes"),
    }
