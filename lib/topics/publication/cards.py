"""A metric's numbers by area, and the list of all metrics, a line each until it is unfolded.

A row or a metric that was told nowhere within a year is named in one line, and drawn nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.language import _, current, formats
from lib.publication.ladder import Step
from lib.publication.metric import Metric
from lib.publication.parameters import NATION, Parameters
from lib.publication.series import PublishedMetric, Series
from lib.topics.publication import numbers, pictures, total_words, words
from lib.topics.publication.edition import Edition
from lib.topics.publication.numbers import Picture, newest, regions_of
from lib.ui.svg import image

ROWS = 13
"""Periods in a metric's table at least: all that a year's sum is quoted of stand there."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A metric as a line of the list, and what it unfolds.

    :ivar figure: its number; empty: none says enough.
    :ivar untold: names of topics that were told nowhere within a year.
    """

    code: str
    title: str
    figure: str
    when: str
    cards: list[Markup]
    untold: str


def is_told(published: PublishedMetric) -> bool:
    """Whether anything of it was told within the periods that are shown."""
    return any(has_number(series) for series in published.series)


def has_number(series: Series) -> bool:
    """Whether any of its periods has a number."""
    return any(point.value is not None for point in series.points)


def card(
    edition: Edition,
    published: PublishedMetric,
    show: Picture,
    *,
    title: str,
    wide: bool = False,
) -> Markup:
    """A metric: its newest numbers and their trends by area, and what they add up to.

    :param title: empty: what stands above says it.
    :param wide: in as much room as there is.
    """
    alone = show is image
    size = (170, 36) if wide else (pictures.WIDTH, pictures.HEIGHT)
    told = [series for series in _ordered(published) if has_number(series)]
    rows = []
    for series in told:
        name = words.area_name(series.area, published.areas)
        alt = how_many_told(series, name)
        line = pictures.trend(
            published, series, alt=alt, alone=alone, width=size[0], height=size[1]
        )
        shown = words.value(newest(published, series.area), edition.rules)
        rows.append((name, show(line, alt), shown))
    untold = [
        words.area_name(each.area, published.areas)
        for each in _ordered(published)
        if not has_number(each)
    ]
    piece = numbers.html.get_template("card.html").render(
        published=published,
        title=title,
        noise=words.noise(published.metric),
        coarse=how_coarse(edition, published),
        redefined=how_before(edition, published.metric),
        rows=rows,
        untold=untold,
        wide=wide,
        totals=_totals(edition, published),
        table=_table(published, edition.rules),
    )
    return Markup(piece)  # noqa: S704 - made by templates that escape


def _ordered(published: PublishedMetric) -> list[Series]:
    """The nation's series, and the regions' by name."""
    return [s for s in published.series if s.area == NATION] + regions_of(published)


def _totals(edition: Edition, published: PublishedMetric) -> list[str]:
    """What a metric's numbers add up to, where the nation's own number does not say it."""
    said = []
    period = edition.of_period(published)
    if period is not None and not period.is_direct and period.regions:
        said.append(total_words.of_period(period, edition.rules))
    year = edition.of_year(published.metric, edition.codes_in(published))
    if year is not None:
        said.append(total_words.of_year(year, edition.rules))
    return said


def how_coarse(edition: Edition, published: PublishedMetric) -> str:
    """How coarsely a metric is told and why; empty where it is as fine as can be."""
    told = edition.told.get(published.metric.name)
    return "" if told is None or told.rung.step == Step.SINGLE else words.how_coarse(told)


def how_before(edition: Edition, metric: Metric) -> str:
    """Since when a metric is counted in another way, and what was counted; empty: ever as now."""
    changed = edition.redefined.get(metric.name)
    if changed is None:
        return ""
    since, before = formats.day(changed.since), changed.before[current()]
    if before == words.what_is_counted(metric):
        return _("Counted in another way in periods before {day}.", day=since)
    return _("In periods before {day} this was counted: “{before}”.", day=since, before=before)


def folds(edition: Edition, show: Picture) -> tuple[list[Fold], list[str]]:
    """A line for each metric that was told, and the titles of those that were not."""
    told, untold = [], []
    for metric in edition.rules.metrics:
        all_of = [each for each in edition.metrics if each.metric.name == metric.name]
        shown = [each for each in all_of if is_told(each)]
        if shown:
            told.append(_fold(edition, metric, all_of, shown, show))
        elif all_of:
            untold.append(words.title_of(metric))
    return told, untold


def _fold(
    edition: Edition,
    metric: Metric,
    all_of: Sequence[PublishedMetric],
    shown: Sequence[PublishedMetric],
    show: Picture,
) -> Fold:
    total = edition.best(metric)
    if metric.is_regional:
        cards = [
            card(edition, each, show, title=words.topic(each) if each.topic else "")
            for each in shown
        ]
    else:
        cards = [_of_nation(edition, metric, shown, show)]
    return Fold(
        shown[0].code,
        words.title_of_sum(metric),
        "" if total is None else total_words.figure(total, edition.rules),
        "" if total is None else total_words.when(metric, total),
        cards,
        ", ".join(words.topic(each) for each in all_of if each not in shown),
    )


def _of_nation(
    edition: Edition, metric: Metric, shown: Sequence[PublishedMetric], show: Picture
) -> Markup:
    """What is told of the whole country alone: a row a topic."""
    rows = []
    for each in shown:
        series = each.series[0]
        alt = how_many_told(series, words.topic(each))
        line = pictures.trend(each, series, alt=alt, alone=show is image)
        rows.append((words.topic(each), show(line, alt), words.value(series.newest, edition.rules)))
    piece = numbers.html.get_template("card.html").render(
        published=shown[0],
        title="",
        noise=words.noise(metric),
        coarse="",
        redefined=how_before(edition, metric),
        rows=rows,
        untold=[],
        wide=False,
        totals=[],
        table=None,
    )
    return Markup(piece)  # noqa: S704 - made by templates that escape


def how_many_told(series: Series, name: str) -> str:
    """A line in words, for who can't see it."""
    return _("{area}: {n} of {all} periods have a number",
             area=name, n=sum(p.value is not None for p in series.points),
             all=len(series.points))  # fmt: skip


def _table(
    published: PublishedMetric, rules: Parameters
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The last periods, newest first: the areas' names, and a row a period."""
    ordered = [series for series in _ordered(published) if has_number(series)]
    points = [{point.start: point for point in series.points} for series in ordered]
    ends = {point.start: point for by_start in points for point in by_start.values()}
    year = max(ends).year if ends and published.metric.adds_up else None
    rows = [
        (words.period(ends[start]), [words.value(by.get(start), rules) for by in points])
        for n, start in enumerate(sorted(ends, reverse=True))
        if n < ROWS or start.year == year
    ]
    return [words.area_name(series.area, published.areas) for series in ordered], rows
