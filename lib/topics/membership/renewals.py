"""Whose dues run out in the next 90 days, and how many are likely to lapse."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.contract.rollup.retention import DUE_DAYS
from lib.data.scope import Scope
from lib.language import N_, _, formats, ngettext
from lib.measures import thresholds
from lib.measures.across_regions import REGION
from lib.measures.renewals import SOON_DAYS, Judgement, judge, renewals_by
from lib.measures.renewals.expected import Key
from lib.reads.committee_names import labels
from lib.topics.membership import due
from lib.topics.membership.recorded import OTHERS, counted, of_all, tier_names
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name, region_names
from lib.ui.fragments import fragment
from lib.ui.tables import Column, Table


@dataclass(frozen=True)
class Renewals:
    """Renewals that come.

    :ivar groups: as of ``renewals_by``; column ``group``.
    :ivar until: the last day looked at.
    :ivar left_out: regions where too few come due to be told.
    """

    groups: pd.DataFrame
    until: date
    left_out: frozenset[str] = frozenset()


@reads.measured
def judged(scope: Scope) -> dict[Key, Judgement]:
    """What is told of each tier and cycle, over the whole of a scope."""
    renewals = reads.membership.renewals_by_month(scope)
    if renewals.empty:
        return {}
    newest = pd.Timestamp(reads.as_of("membership") - timedelta(days=GRACE_DAYS))
    return judge(renewals, newest)


def fitted_on(choice: Choice) -> Scope:
    """The regions whose renewals the rules are made from: all that the viewer may choose from."""
    return counted(choice.whole)


def _read(choice: Choice, by: str) -> Renewals | None:
    who = due.read(choice)
    coming = who.coming
    if coming["members"].sum() < thresholds.membership().minimum_people:
        return None
    rules = {key: told.rule for key, told in judged(fitted_on(choice)).items() if told.rule}
    groups = renewals_by(
        due.grouped(choice, who, rules, by), rules, "group", REGION if by != "tier" else None
    )
    regions = set(coming[REGION])
    if by == "tier" and len(regions) > 1 and not regions <= who.soon:
        # By tier they would be all of which by region some are hidden.
        groups["soon"] = float("nan")
    return Renewals(
        groups=groups,
        until=reads.as_of("membership") + timedelta(days=DUE_DAYS),
        left_out=who.left_out,
    )


def _table(renewals: Renewals, choice: Choice, by: str) -> Table:
    groups = renewals.groups
    return Table(
        title=_title(groups, renewals.until),
        frame=groups.assign(name=_names(choice, by, groups["group"])),
        columns={
            "name": Column(offered(choice)[by], pinned=True),
            # On a phone the first number is seen without scrolling.
            "lapses": Column(_("Likely to lapse"), kind="number"),
            # Translators: memberships whose dues run out
            "members": Column(_("Run out"), kind="number"),
            "soon": Column(_("Run out within {n} days", n=SOON_DAYS), kind="number"),
            "low": Column(_("At least (95 %)"), kind="number"),
            "high": Column(_("At most (95 %)"), kind="number"),
        },
        alt=_("Memberships whose dues run out, and how many are likely to lapse."),
        caption=_caption(groups, renewals.left_out),
    )


def _title(groups: pd.DataFrame, until: date) -> str:
    due, lapses = groups["members"].sum(), groups["lapses"].sum()
    said = {"n": formats.number(due), "day": formats.day(until)}
    if not groups["foreseen"].any():
        return ngettext(
            "Until {day} the dues of {n} member run out",
            "Until {day} the dues of {n} members run out",
            int(due),
            **said,
        )
    return ngettext(
        "Until {day} the dues of {n} member run out; about {lapses} are likely to lapse",
        "Until {day} the dues of {n} members run out; about {lapses} are likely to lapse",
        int(due),
        **said,
        lapses=formats.number(lapses),
    )


def _caption(groups: pd.DataFrame, left_out: Collection[str]) -> str:
    said = [
        _("Likely: by tier, by how often dues are paid and how often they were renewed, never by a"
          " group's own few; so it says where reminding matters, not who does it well. It is learnt"
          " from all regions that you may see: who sees others may read a number that differs by"
          " one."),
    ]  # fmt: skip
    if left_out:
        said.append(
            _("Without {regions}: so few come due there that all less the others would tell of"
              " single people.",
              regions=formats.listing(region_name(region) for region in sorted(left_out)))
        )  # fmt: skip
    unforeseen = int((groups["members"] - groups["foreseen"]).sum())
    if unforeseen:
        said.append(
            ngettext(
                "Of {n} nothing can be foretold: too few like them came due in a year.",
                "Of {n} nothing can be foretold: too few like them came due in a year.",
                unforeseen,
                n=formats.number(unforeseen),
            )
        )
    if groups["soon"].isna().any():
        said.append(
            _("Not shown: fewer than {n} people, and what would give them away.",
              n=thresholds.membership().minimum_people)
        )  # fmt: skip
    return " ".join(said)


def offered(choice: Choice) -> dict[str, str]:
    """The ways to list renewals: first by what the viewer can act on."""
    ways = {"committee": _("Committee"), "tier": _("Tier")}
    return {"region": _("Region"), **ways} if choice.is_country else ways


def _names(choice: Choice, by: str, groups: "pd.Series[str]") -> list[str]:
    if by == "committee":
        several = choice.is_country
        named = zip(groups, labels(groups, choice.scope), strict=True)
        return [_unit(group, several) if ":" in group else name for group, name in named]
    others = {OTHERS: _("Other regions")}
    names = tier_names(choice.scope) if by == "tier" else region_names(choice.scope) | others
    return [names[group] for group in groups]


def _unit(code: str, several: bool) -> str:
    kind, region = code.split(":", 1)
    name = _("Without a committee") if kind == due.NO_COMMITTEE else _("Smaller committees")
    return f"{name} · {region_name(region)}" if several else name


@fragment
def draw(choice: Choice) -> None:
    """Draw the renewals by what the viewer chose to list them by."""
    by = choose_one("renewals_by", _("Listed by"), offered(choice))
    RENEWALS.draw(of_all(choice) if by == "tier" else choice, by)


RENEWALS = Figure(
    "renewals_due",
    _read,
    _table,
    empty=N_("No dues that run out in the next 90 days are on record, or those of very few"),
)
