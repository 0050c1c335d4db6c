"""What to do first: find who leads a case, and legal help where there is none."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats
from lib.measures.defense import defense
from lib.topics.defense import states, unled
from lib.topics.defense.words import NO_CASES, told
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text, points

_NAMED = 3
"""States that a sentence names."""


@dataclass(frozen=True)
class ToDo:
    """What the deeds follow from.

    :ivar unled: regions with cases that nobody leads, those with most in front.
    :ivar far: states without legal help within reach, those with most cases in front.
    """

    unled: pd.DataFrame
    far: pd.DataFrame


def read(choice: Choice) -> ToDo | None:
    """What there is to do; ``None`` where no case was ever recorded.

    :raises Unavailable: if a database can't be read.
    """
    found, placed = unled.read(choice), states.read(choice)
    if found is None:
        return None
    far = pd.DataFrame(columns=["name", "cases", "reached"]) if placed is None else placed.rows
    far = far[far["reached"] < defense().reach_share]
    return ToDo(
        found.rows[found.rows["at_most"] > 0],
        far.sort_values("cases", ascending=False, kind="stable"),
    )


def text(found: ToDo, _choice: Choice) -> Text:
    """The deeds, a line each."""
    lines = [_lead(row) for row in found.unled.to_dict("records")]
    if len(found.far):
        lines.append(_legal_help(found.far))
    return Text(body=points(lines) or _("No open case waits for a lead partner."))


def _lead(row: Mapping[Hashable, object]) -> str:
    cases = told(float(str(row["at_least"])), float(str(row["at_most"])))
    days = defense().unled_days
    if row["region_id"] == UNKNOWN_REGION:
        return _("**Find out where {cases} cases belong**, and who leads them.", cases=cases)
    return _(
        "**{region}: find a lead partner** for {cases} open cases that have had none for more than"
        " {n} days.",
        region=formats.plain(region_name(str(row["region_id"]))),
        cases=cases,
        n=days,
    )


def _legal_help(far: pd.DataFrame) -> str:
    named = [
        _(
            "{state} ({cases} open cases)",
            state=formats.plain(row["name"]),
            cases=told(row["cases"], row["cases"] + 4),
        )
        for row in far.head(_NAMED).to_dict("records")
    ]
    return _(
        "**Find a legal partner** where most people have none within reach, first in {states}.",
        states=formats.listing(named),
    )


TO_DO = Figure("cases_to_do", read, text, empty=NO_CASES)
