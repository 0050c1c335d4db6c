"""A committee as it is today, each figure beside what is usual in its region."""

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.topics.committees.recorded import known
from lib.ui.filters import Choice
from lib.ui.headlines import Change, Headline

FEWEST = 3
"""Committees of which a median is told: of fewer it would be one of them."""


def _numbers(choice: Choice, *columns: str) -> pd.DataFrame:
    """The committees of a region as they are, indexed by id, with ``status``: only these columns.

    A headline rests on no more than it shows.
    """
    columns = ("committee_id", "status", *columns)
    committees = known(reads.membership.committees(choice.scope, columns=columns))
    return committees.set_index("committee_id")


def median(committees: pd.DataFrame, column: str) -> float:
    """The median of a region's active committees; NaN: too few of them are known.

    :param committees: ``status`` and the column, of a whole region.
    """
    known = committees.loc[committees["status"] == "active", column].dropna().astype(float)
    return float(known.median()) if len(known) >= FEWEST else float("nan")


def _beside(
    committees: pd.DataFrame, column: str, *, percent: bool = False, digits: int = 0
) -> str | None:
    """``region's median 9``; ``None`` where it is not known."""
    middle = median(committees, column)
    if pd.isna(middle):
        return None
    # Half a committee's worth is told: the middle of two whole numbers may lie between them.
    digits = max(digits, int(middle % 1 != 0))
    n = formats.percent(middle) if percent else formats.number(middle, digits)
    return _("region's median {n}", n=n)


def _note(*parts: str | None) -> str | None:
    return " · ".join(part for part in parts if part) or None


def members(choice: Choice, committee_id: str) -> Headline:
    """How many members it has, and how many more than 13 weeks ago."""
    committees = _numbers(choice, "members", "net_members")
    own = committees.loc[committee_id]
    return Headline(
        _("Members"),
        formats.number(own["members"]),
        change=Change(formats.change(own["net_members"]), _("in 13 weeks"), "up"),
        note=_beside(committees, "members"),
        help=_("A region's median is that of its active committees: half of them have no more."),
        no_data=_("No member was ever recorded"),
    )


def good_standing(choice: Choice, committee_id: str) -> Headline:
    """Which share of its members is in good standing."""
    committees = _numbers(choice, "good_standing", "members")
    whole = committees["members"].astype(float)
    committees = committees.assign(share=committees["good_standing"] / whole.where(whole > 0))
    own = committees.loc[committee_id]
    if pd.isna(own["share"]):
        return Headline(_("In good standing"), None)
    return Headline(
        _("In good standing"),
        formats.percent(own["share"]),
        note=_note(
            _(
                "{part} of {whole} members",
                part=int(own["good_standing"]),
                whole=int(own["members"]),
            ),
            _beside(committees, "share", percent=True),
        ),
    )


def coordinators(choice: Choice, committee_id: str) -> Headline:
    """How many coordinators it has, and how many of them with core training."""
    # NaN where nobody ever recorded one; the committee's own column has zero there.
    people = reads.membership.committee_support(
        choice.scope, columns=("committee_id", "coordinators")
    )
    committees = _numbers(choice, "coordinators_core").join(people.set_index("committee_id"))
    own = committees.loc[committee_id]
    trained = None
    if own["coordinators"] and not pd.isna(own["coordinators_core"]):
        n = int(own["coordinators_core"])
        trained = ngettext("{n} with core training", "{n} with core training", n)
    return Headline(
        _("Coordinators"),
        formats.number(own["coordinators"]),
        note=_note(trained, _beside(committees, "coordinators")),
        no_data=_("No coordinator was ever recorded"),
    )


def turnout(choice: Choice, committee_id: str) -> Headline:
    """How many people come to a gathering, and how many more than in the 13 weeks before."""
    committees = _numbers(choice, "turnout", "turnout_before")
    now, before = committees.loc[committee_id, ["turnout", "turnout_before"]].astype(float)
    return Headline(
        _("People a gathering"),
        formats.number(now, 1),
        change=Change(formats.change(now - before, 1), _("against the 13 weeks before"), "up"),
        note=_beside(committees, "turnout", digits=1),
        no_data=_("Nobody counted in 13 weeks"),
    )


def last_gathering(choice: Choice, committee_id: str) -> Headline:
    """How long ago it last met."""
    committees = _numbers(choice, "last_gathering_on")
    today = pd.Timestamp(reads.as_of("membership"))
    committees = committees.assign(days=(today - committees["last_gathering_on"]).dt.days)
    days = committees.loc[committee_id, "days"]
    if pd.isna(days):
        return Headline(_("Last gathering"), None, no_data=_("No gathering of it is known"))
    n, middle = int(days), median(committees, "days")
    usual = None
    if not pd.isna(middle):
        of_region = ngettext("{n} day", "{n} days", round(middle))
        usual = _("region's median {n}", n=of_region)
    return Headline(
        _("Last gathering"),
        ngettext("{n} day ago", "{n} days ago", n, n=formats.number(n)),
        note=_note(formats.day(committees.loc[committee_id, "last_gathering_on"]), usual),
    )


TODAY = (members, good_standing, coordinators, turnout, last_gathering)
