"""What of the policies changed since a chosen day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import policies as measure
from lib.topics.campaigns import against
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.tables import Column, Table
from lib.ui.text import Text

SINCE = ("list", "quarter", "year", "years")
_DAYS = {"quarter": 91, "year": 365, "years": 3 * 365}


@fragment
def draw(choice: Choice) -> None:
    """Draw the choice of a day, and what changed since then."""
    days = since_days(choice)
    names = {
        "list": _("The list before ({day})"),
        "quarter": _("3 months before ({day})"),
        "year": _("1 year before ({day})"),
        "years": _("3 years before ({day})"),
    }
    if days:
        offered = {key: names[key].format(day=formats.day(day)) for key, day in days.items()}
        since = choose_one("since", _("Changed since"), offered)
        CHANGES.draw(choice, days[since])


def since_days(choice: Choice) -> dict[str, date]:
    """The days that can be chosen, by the newest list: none where nothing is recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    if against.policies(choice).empty:
        return {}
    known = against.lists(choice)
    newest = known[-1] if known else reads.as_of("membership")
    days = {"list": known[-2]} if len(known) > 1 else {}
    return days | {key: newest - timedelta(days=n) for key, n in _DAYS.items()}


@dataclass(frozen=True)
class Changes:
    """What changed.

    :ivar rows: by ``measure.changes``, with what ``against.with_places`` adds.
    :ivar undated: policies of which nobody knows since when.
    """

    rows: pd.DataFrame
    undated: int


def _read(choice: Choice, since: date) -> Changes | None:
    recorded = against.policies(choice)
    if recorded.empty:
        return None
    rows = measure.changes(recorded, since, reads.as_of("membership"))
    return Changes(against.with_places(rows, choice), measure.undated(recorded, since))


def shown(changes: Changes, choice: Choice, since: date) -> Table | Text:  # noqa: ARG001
    """List what changed, the newest first."""
    rows, caption = changes.rows, _caption(changes)
    if rows.empty:
        return Text(
            title=_("No change is recorded since {day}", day=formats.day(since)), caption=caption
        )
    listed = rows["policy"].str.startswith(measure.AGREEMENT)
    table = rows.assign(
        first_listed_on=rows["first_listed_on"].where(listed),
        place=[
            against.place(*each)
            for each in zip(rows["name"], rows["usps"], rows["reach"], strict=True)
        ],
        policy=[
            name_of("policy_kind", kind) if kind != "other" else policy
            for kind, policy in zip(rows["kind"], rows["policy"], strict=True)
        ],
    )
    return Table(
        title=title(rows, since),
        frame=table,
        columns={
            "place": Column(_("Place"), pinned=True),
            "change": Column(_("What changed"), family="policy_change"),
            # Translators: of a county or state, such as an agreement with ICE
            "policy": Column(_("Policy")),
            "in_force_from": Column(_("Signed, or in force from"), kind="date"),
            "first_listed_on": Column(_("First list that has it"), kind="date"),
            "last_listed_on": Column(_("Newest list that has it"), kind="date"),
            "in_force_until": Column(_("Last day in force"), kind="date"),
        },
        alt=_("Policies that are new or no longer in force, the newest first."),
        caption=caption,
    )


def title(rows: pd.DataFrame, since: date) -> str:
    """How many agreements and other policies are new, and how many no longer in force.

    :param rows: ``change, policy, kind``.
    """
    is_agreement = rows["policy"].str.startswith(measure.AGREEMENT)
    protects = ~is_agreement & (rows["kind"] == "protects")
    families = (is_agreement, protects, ~is_agreement & ~protects)
    said = []
    for change, words in zip(measure.STANDINGS, _changed(), strict=True):
        chosen = rows["change"] == change
        counts = [int((chosen & family).sum()) for family in families]
        if any(counts):
            said.append(words.format(what=formats.listing(_counted(*counts))))
    return _("Since {day}: {what}", day=formats.day(since), what="; ".join(said))


def _counted(agreements: int, protective: int, others: int) -> list[str]:
    """Those of which there is any."""
    named = (
        (
            agreements,
            ngettext("{n} agreement", "{n} agreements", agreements, n=formats.number(agreements)),
        ),
        (
            protective,
            ngettext(
                "{n} protective policy",
                "{n} protective policies",
                protective,
                n=formats.number(protective),
            ),
        ),
        (
            others,
            ngettext("{n} other policy", "{n} other policies", others, n=formats.number(others)),
        ),
    )
    return [words for n, words in named if n]


def _changed() -> tuple[str, str, str]:
    """What became of policies, in the order of the standings."""
    return (
        # Translators: "new: 84 agreements and 6 protective policies"
        _("new: {what}"),
        # Translators: "no longer in force: 4 agreements"
        _("no longer in force: {what}"),
        # Translators: began and ended within the time
        _("came and went: {what}"),
    )


def _caption(changes: Changes) -> str:
    said = _(
        "An agreement that the next list leaves out counts as in force until the day before that"
        " list: nobody publishes the day on which it ended."
    )
    if not changes.undated:
        return said
    undated = ngettext(
        "Of {n} policy nobody recorded since when.",
        "Of {n} policies nobody recorded since when.",
        changes.undated,
        n=formats.number(changes.undated),
    )
    return f"{said} {undated}"


CHANGES = Figure("policy_changes", _read, shown, empty=against.NO_POLICIES)
