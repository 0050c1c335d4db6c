"""A release as it would be, to be looked at beside its raw numbers; nothing is changed.

Whoever calls :func:`propose` has checked the permission to publish.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import RowMapping

from lib.data.configuration import configuration
from lib.expected import Expected
from lib.publication import noise, period_choices, store
from lib.publication.areas import NAME, Row, area_rows, read
from lib.publication.cells import KEY, due_cells
from lib.publication.gate import Examination, examine
from lib.publication.ladder import covered, families, joined, parts, place
from lib.publication.parameters import NATION, Parameters, parameters
from lib.publication.periods import BLOCK, WEEK, Calendar, end_of
from lib.publication.protection import is_untold, protect
from lib.publication.rounding import CLASS, MASKED

ATOM = [*KEY, "value", "class"]
Due = list[tuple[str, date, int]]


class NothingDue(Expected):  # noqa: N818
    """No period has become due since the last release."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A release as it would be.

    :ivar cells: its atoms beside the raw numbers and the reasons: for the publisher alone.
    :ivar published_before: every atom published before.
    :ivar choices: rows of ``period_choice`` that it adds.
    :ivar areas: rows of its :data:`lib.publication.areas.NAME`.
    """

    number: int
    cells: pd.DataFrame
    published_before: pd.DataFrame
    choices: pd.DataFrame
    areas: list[Row]
    epsilon: float
    previous_digest: str | None
    examined: Examination

    @property
    def atoms(self) -> pd.DataFrame:
        """What it adds, as everyone may see it."""
        return self.cells[ATOM]

    def beside_raw(self) -> pd.DataFrame:
        """Each atom beside its raw number: what is withheld and why, what the gate found, and the
        value of the period before.
        """  # noqa: D205
        intervals = self.examined.intervals[[*KEY, "least", "greatest", "verdict"]]
        frame = self.cells.merge(intervals, on=KEY, how="left")
        frame["verdict"] = frame["verdict"].fillna("")
        everything = pd.concat(
            [self.published_before[[*KEY, "value"]], self.cells[[*KEY, "value"]]]
        )
        before = everything.assign(
            period_start=everything["period_start"]
            + pd.to_timedelta(7 * everything["weeks"], unit="D")
        ).rename(columns={"value": "value_before"})
        frame = frame.merge(before, on=KEY, how="left")
        frame["value_before"] = frame["value_before"].astype("Int64")
        return frame


def today() -> date:
    """The day in the organization's time zone."""
    return datetime.now(configuration().organization.zone).date()


def propose(day: date | None = None, rules: Parameters | None = None) -> Proposal:
    """The release of everything that is due and has not been published.

    :param day: today unless given.
    :raises NothingDue: if there is nothing to publish.
    :raises BudgetError: if its noise would exceed the year's budget.
    :raises Unavailable: if a database can't be read.
    """
    day, rules = day or today(), rules or parameters()
    calendar = Calendar(rules.periods)
    releases = store.rows("releases")
    published = store.atoms()
    first = _first(published, day, calendar)
    # A year more, for the choice of the periods' length.
    regions, inputs = store.inputs(calendar.quarter_of(first - timedelta(days=400)))
    inputs = joined(inputs, rules)
    stored_choices = {
        (row["year"], row["metric"]): row["weeks"]
        for row in store.rows("choices")
        if row["area"] == NATION
    }
    cells, choices = due_year_by_year(
        inputs, regions, published, stored_choices, (first, day), rules
    )
    exact = _exact(inputs, _exact_due(releases, first, day, calendar), regions, rules)
    cells, epsilon = _with_noise(cells, releases, day, len(regions), rules)
    cells = pd.concat([cells, exact], ignore_index=True)
    if cells.empty:
        raise NothingDue("nothing has become due since the last release")
    used = {(calendar.year_of(row.period_start.date()), row.metric) for row in cells.itertuples()}
    return Proposal(
        number=1 + max((row["release_number"] for row in releases), default=0),
        cells=cells,
        published_before=published,
        choices=period_choices.as_rows(
            {k: v for k, v in choices.items() if k in used}, stored_choices, regions
        ),
        areas=_areas(releases),
        epsilon=epsilon,
        previous_digest=releases[0]["digest"] if releases else None,
        examined=_examination(published, cells, regions, rules),
    )


def _areas(releases: Sequence[RowMapping]) -> list[Row]:
    """What the regions are, beside what they were in the releases before."""
    if not releases:
        return area_rows(store.areas(), [], None)
    last = releases[0]
    before = read(store.file(last["release_number"], NAME))
    return area_rows(store.areas(), before, last["complete_through"])


def _examination(
    published: pd.DataFrame, cells: pd.DataFrame, regions: Sequence[str], rules: Parameters
) -> Examination:
    everything = pd.concat([published[[*ATOM, *CLASS]], cells[ATOM]], ignore_index=True)
    # Numbers were published for regions that are no more, too.
    all_regions = sorted({*regions, *published["area"]} - {NATION})
    return examine(everything, all_regions, rules)


def _first(published: pd.DataFrame, day: date, calendar: Calendar) -> date:
    # A year may have begun before everything else.
    published = published[published["weeks"] <= BLOCK]
    if published.empty:
        return calendar.block_of(day - calendar.rules.first_weeks * WEEK)
    first: date = published["period_start"].min().date()
    return calendar.block_of(first)


def due_year_by_year(
    inputs: pd.DataFrame,
    regions: Sequence[str],
    published: pd.DataFrame,
    stored: period_choices.Choices,
    days: tuple[date, date],
    rules: Parameters,
) -> tuple[pd.DataFrame, period_choices.Choices]:
    """The cells that are due, year by year: what one tells decides how coarse the next one is.

    :param days: the first one that is told of, and today.
    """
    calendar = Calendar(rules.periods)
    told = published.loc[published["class"] != "exact", ATOM]
    fixed = {code: metric.weeks for code, metric in rules.codes() if metric.weeks is not None}
    frames = [_protected(inputs, _due(told, fixed, None, days, rules), regions, rules)]
    choices = stored
    for year in range(calendar.year_of(days[0]), calendar.year_of(days[1]) + 1):
        choices = period_choices.decide(inputs, regions, year, choices, told, rules)
        weeks_of = {code: weeks for (when, code), weeks in choices.items() if when == year}
        due = _due(told, weeks_of, year, days, rules)
        if due:
            frames.append(_protected(inputs, due, regions, rules))
            told = pd.concat([told, frames[-1][ATOM]], ignore_index=True)
    cells = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    in_order = ["metric", "period_start", "weeks"]
    return cells.sort_values(in_order, kind="stable", ignore_index=True), choices


def _due(
    told: pd.DataFrame,
    weeks_of: Mapping[str, int],
    year: int | None,
    days: tuple[date, date],
    rules: Parameters,
) -> Due:
    """The periods of codes that are due, in a year or any, and of which no week is told already.

    :param weeks_of: the length of each code's periods.
    :param days: the first one that is told of, and today.
    """
    calendar = Calendar(rules.periods)
    # What was published of a metric that the parameters no longer have overlaps none of theirs.
    is_known = families(told["metric"]).isin(rules.protected_names)
    weeks_told = covered(told[is_known], rules)
    due = []
    for code, weeks in weeks_of.items():
        own = parts(rules.metric(code), code)
        for start in calendar.starts(weeks, *days):
            mondays = [start + n * WEEK for n in range(weeks)]
            is_told = any((part, monday) in weeks_told for part in own for monday in mondays)
            if year in (None, calendar.year_of(start)) and not is_told:
                due.append((code, start, weeks))
    return due


def _protected(
    inputs: pd.DataFrame, due: Due, regions: Sequence[str], rules: Parameters
) -> pd.DataFrame:
    cells = due_cells(inputs, due, regions)
    if cells.empty:
        return cells.assign(value=[], reason=[], **{"class": []})
    cells = protect(cells, rules, len(regions) + 1).assign(**{"class": "rounded"})
    return cells[~is_untold(cells, rules)].reset_index(drop=True)


def _exact_due(
    releases: Sequence[RowMapping], first: date, day: date, calendar: Calendar
) -> list[date]:
    """Blocks of four weeks that no release covers: what was made public later alters none."""
    through = releases[0]["complete_through"] if releases else date.min
    return [s for s in calendar.starts(BLOCK, first, day) if end_of(s, BLOCK) > through]


def _exact(
    inputs: pd.DataFrame, due: list[date], regions: Sequence[str], rules: Parameters
) -> pd.DataFrame:
    """What the organization made public itself; without a row there is nothing of it."""
    names = {metric.name for metric in rules.metrics if not metric.is_protected}
    is_exact = inputs["metric"].str.partition(".")[0].isin(names) & inputs["area"].isin(regions)
    exact_inputs = inputs[is_exact & inputs["period_start"].isin(pd.to_datetime(due))]
    both = pd.concat([exact_inputs, exact_inputs.assign(area=NATION)])
    sums = both.groupby(KEY)["amount"].sum().reset_index(name="raw")
    return sums.assign(value=sums["raw"], reason="", **{"class": "exact"})


def _with_noise(
    cells: pd.DataFrame,
    releases: Sequence[RowMapping],
    day: date,
    regions: int,
    rules: Parameters,
) -> tuple[pd.DataFrame, float]:
    """Noise in place of rounding where it is switched on or always is, and the ε that it spends."""
    if cells.empty:
        return cells, 0.0
    name_of, raw = families(cells["metric"]).to_numpy(), cells["raw"].to_numpy()
    # The sensitivity is that of a topic in a period: what a year joins is rounded until it ends.
    periods = zip(cells["metric"], cells["weeks"], strict=True)
    is_single = np.array([not place(rules.metric(code), code, weeks) for code, weeks in periods])
    values = {}
    cost = 0.0
    privacy = rules.differential_privacy
    for name, sensitivity in privacy.metrics.items() if privacy.is_enabled else ():
        by_region = raw[(name_of == name) & is_single].reshape(-1, regions + 1)[:, :-1]
        values[name] = noise.noisy(by_region, sensitivity, privacy, rules.rounding).ravel()
        cost += len(by_region) * privacy.epsilon
    for metric in rules.metrics:
        if metric.epsilon is not None:
            of_nation = raw[name_of == metric.name]
            values[metric.name] = noise.of_nation(of_nation, metric.epsilon, rules.rounding)
            cost += len(of_nation) * metric.epsilon
    spent = sum(r["epsilon"] for r in releases if r["published_at"].year == day.year)
    value, reason, kind = (cells[c].to_numpy(copy=True) for c in ("value", "reason", "class"))
    for name, told in values.items():
        rows = (name_of == name) & is_single
        value[rows], kind[rows] = told, "noisy"
        reason[rows] = np.where(told == MASKED, "below", "")
    cells = cells.assign(value=value, reason=reason, **{"class": kind})
    return cells, noise.spend(cost, spent, privacy)
