"""A committee as it is today, in five headlines."""

from lib import reads
from lib.language import _, formats
from lib.ui.filters import Choice
from lib.ui.headlines import Change, Headline


def _own(choice: Choice, committee_id: str, *columns: str) -> tuple[float, ...]:
    """A committee's numbers in some columns of ``committees``; NaN: no data."""
    frame = reads.membership.committees(choice.scope, columns=("committee_id", *columns))
    own = frame.loc[frame["committee_id"] == committee_id, list(columns)]
    return tuple(float(value) for value in own.iloc[0])


def members(choice: Choice, committee_id: str) -> Headline:
    """How many members it has, and how many more than 13 weeks ago."""
    now, net = _own(choice, committee_id, "members", "net_members")
    return Headline(
        _("Members"),
        formats.number(now),
        change=Change(formats.change(net), _("in 13 weeks"), "up"),
    )


def good_standing(choice: Choice, committee_id: str) -> Headline:
    """Which share of its members is in good standing."""
    standing, whole = _own(choice, committee_id, "good_standing", "members")
    return Headline(
        _("In good standing"),
        formats.percent(standing / whole) if whole else None,
        note=_("{part} of {whole} members", part=int(standing), whole=int(whole)),
    )


def coordinators(choice: Choice, committee_id: str) -> Headline:
    """How many coordinators it has, and how many of them with core training."""
    now, core = _own(choice, committee_id, "coordinators", "coordinators_core")
    return Headline(
        _("Coordinators"),
        formats.number(now),
        change=Change(formats.number(core), _("with core training")),
    )


def turnout(choice: Choice, committee_id: str) -> Headline:
    """How many people come to a gathering, and how many more than in the 13 weeks before."""
    now, before = _own(choice, committee_id, "turnout", "turnout_before")
    return Headline(
        _("People a gathering"),
        formats.number(now, 1),
        change=Change(formats.change(now - before, 1), _("against the 13 weeks before"), "up"),
        no_data=_("Nobody counted in 13 weeks"),
    )


def last_gathering(choice: Choice, committee_id: str) -> Headline:
    """When it last met."""
    days = reads.membership.committees(
        choice.scope, columns=("committee_id", "last_gathering_on")
    ).set_index("committee_id")["last_gathering_on"]
    return Headline(
        _("Last gathering"),
        formats.day_and_month(days[committee_id]),
        no_data=_("It has not met yet"),
    )


TODAY = (members, good_standing, coordinators, turnout, last_gathering)
