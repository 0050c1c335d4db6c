"""Counties with an agreement in force, foreign-born people, and no committee within a drive."""

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.measures import readiness
from lib.measures.distance import KM_A_MILE
from lib.topics.campaigns import against
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


def table(reached: pd.DataFrame, choice: Choice) -> Table:
    """List them, those out of reach with the most foreign-born people first."""
    rows = reached.assign(
        place=[
            against.place(*each)
            for each in zip(reached["name"], reached["usps"], reached["reach"], strict=True)
        ],
        within=[_within(far) for far in reached["is_far"]],
        miles=(reached["km"] / KM_A_MILE).round(),
        order=reached["is_far"].map({True: 0, False: 2}).astype(float).fillna(1),
    ).sort_values(["order", "foreign_born_population"], ascending=[True, False], kind="stable")
    caption = _(
        "A drive of {minutes} minutes, from where the county's people live to the middle of a"
        " committee's place; committees that are forming or in pause count, closed ones don't.",
        minutes=formats.number(readiness.settings().drive_minutes),
    )
    if not choice.is_country:
        caption += " " + _("Committees of other regions are not in view and don't count.")
    return Table(
        title=title(reached),
        frame=rows,
        columns={
            "place": Column(_("County"), pinned=True),
            "within": Column(_("A committee within reach")),
            "foreign_born_population": Column(_("Foreign-born people"), kind="number"),
            "agreements": Column(_("Agreements in force"), kind="number"),
            "nearest": Column(_("Nearest committee")),
            "miles": Column(_("Miles in a straight line"), kind="number"),
        },
        alt=_("Counties with an agreement, and whether a committee is within reach."),
        caption=caption,
    )


def _within(is_far: object) -> str:
    if is_far is pd.NA:
        return _("not known")
    # Translators: whether a committee is within reach
    return _("no") if is_far else _("yes")


def out_of_reach(reached: pd.DataFrame) -> pd.DataFrame:
    """Those without a committee within reach, most foreign-born people first.

    :param reached: by ``against.reached``.
    """
    far = reached[reached["is_far"].fillna(False).astype(bool)]
    return far.sort_values("foreign_born_population", ascending=False, kind="stable")


def title(reached: pd.DataFrame) -> str:
    """How many of the counties have no committee within reach, and how many people live there.

    :param reached: by ``against.reached``.
    """
    far = out_of_reach(reached)
    if far.empty:
        return _("Every county with an agreement whose place is known has a committee within reach")
    sentence = _(
        "{rate} of counties with an agreement have no committee within reach",
        rate=formats.rate(len(far), len(reached)),
    )
    if far["foreign_born_population"].isna().all():
        return sentence
    people = int(far["foreign_born_population"].sum())
    return _(
        "{sentence}; {people} there",
        sentence=sentence,
        people=ngettext(
            "{n} foreign-born person lives",
            "{n} foreign-born people live",
            people,
            n=formats.number(people),
        ),
    )


UNREACHED = Figure(
    "unreached_counties",
    against.reached,
    table,
    empty=N_("No county with an agreement, or no committee, is recorded in these regions"),
)
