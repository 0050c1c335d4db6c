"""Public numbers as pieces of HTML, the same on the app's page and in files.

Everything is made of stored atoms. Regions stand in the order of their names, whatever their
numbers are; what is masked is one sign everywhere.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.language.vocabulary import NAMES, name_of
from lib.publication.areas import Areas
from lib.publication.parameters import NATION, Parameters
from lib.publication.series import Point, PublishedMetric, Series, exact, newest_exact
from lib.topics.publication import pictures, words
from lib.topics.publication.outlines import Drawn
from lib.ui.svg import image
from lib.ui.templates import templates

TEMPLATES = Path(__file__).parent / "templates"

html = templates(TEMPLATES, words=words, formats=formats)

Picture = Callable[[str, str], Markup]
"""How a page shows an SVG, given its alternative text: :func:`inline`, or as an image."""


def inline(svg: str, _alt: str) -> Markup:
    """As part of the page; the picture carries its alternative text itself."""
    return Markup(svg)  # noqa: S704 - made by templates that escape


def regions_of(published: PublishedMetric) -> list[Series]:
    """A metric's regions, by their names."""
    series = (each for each in published.series if each.area != NATION)
    return sorted(series, key=lambda each: as_sorted(words.area_name(each.area, published.areas)))


def newest(published: PublishedMetric, area: str) -> Point | None:
    """What was published of an area's newest period, if anything was."""
    series = published.of(area)
    latest = max(each.newest.start for each in published.series)
    return series.newest if series is not None and series.newest.start == latest else None


def spoken(published: PublishedMetric, rules: Parameters) -> str:
    """A map or a card in one sentence, for who can't see it."""
    values = [words.value(newest(published, each.area), rules) for each in regions_of(published)]
    names = [words.area_name(each.area, published.areas) for each in regions_of(published)]
    listed = formats.listing(f"{name}: {n}" for name, n in zip(names, values, strict=True))
    return f"{words.title(published)}, {words.period(published.newest)}. {listed}"


def _values(published: PublishedMetric) -> dict[str, int | None]:
    points = {each.area: newest(published, each.area) for each in regions_of(published)}
    return {area: point.value for area, point in points.items() if point is not None}


def drawn_of(areas: Areas) -> Drawn:
    """The states of areas, as the outlines of the map want them."""
    return tuple((state, area.code) for area in areas for state in area.states)


def region_map(published: PublishedMetric, rules: Parameters, show: Picture) -> Markup:
    """The map of a metric's newest period."""
    values = _values(published)
    names = {area: words.area_name(area, published.areas) for area in values}
    # The hatching says it where there is no number; so does the alternative text.
    written = {area: "" if n is None else formats.number(n) for area, n in values.items()}
    alt = spoken(published, rules)
    svg = pictures.region_map(
        values, names, written, alt=alt, alone=show is image, drawn=drawn_of(published.areas)
    )
    return show(svg, alt)


def card(
    published: PublishedMetric,
    rules: Parameters,
    show: Picture,
    *,
    wide: bool = False,
    table: bool = True,
) -> Markup:
    """A metric: its newest numbers and their trends by area.

    :param wide: without a title, in as much room as there is.
    :param table: with the numbers of more periods, folded away.
    """
    alone = show is image
    size = (170, 36) if wide else (pictures.WIDTH, pictures.HEIGHT)
    rows = []
    for series in [s for s in published.series if s.area == NATION] + regions_of(published):
        name = words.area_name(series.area, published.areas)
        alt = _how_many_told(series, name)
        line = pictures.trend(
            published, series, alt=alt, alone=alone, width=size[0], height=size[1]
        )
        rows.append((name, show(line, alt), words.value(newest(published, series.area), rules)))
    small = None
    if not alone:
        small = show(
            pictures.small_map(
                _values(published), spoken(published, rules), drawn_of(published.areas)
            ),
            "",
        )
    piece = html.get_template("card.html").render(
        published=published,
        title=words.title(published),
        noise="",
        rows=rows,
        map=small,
        wide=wide,
        table=_table(published, rules) if table else None,
    )
    return Markup(piece)  # noqa: S704 - made by templates that escape


def of_nation(metrics: Sequence[PublishedMetric], rules: Parameters, show: Picture) -> list[Markup]:
    """A card for each metric that is told of the whole country alone, a row a topic."""
    cards = []
    for metric in rules.metrics:
        told = [each for each in metrics if each.metric.name == metric.name]
        if metric.is_regional or not told:
            continue
        rows = []
        for each in told:
            series = each.series[0]
            alt = _how_many_told(series, words.topic(each))
            line = pictures.trend(each, series, alt=alt, alone=show is image)
            rows.append((words.topic(each), show(line, alt), words.value(series.newest, rules)))
        piece = html.get_template("card.html").render(
            published=told[0],
            title=words.title_of(metric),
            noise=words.noise(metric),
            rows=rows,
            wide=False,
            map=None,
            table=None,
        )
        cards.append(Markup(piece))  # noqa: S704 - made by templates that escape
    return cards


def of_regions(metrics: Sequence[PublishedMetric]) -> list[PublishedMetric]:
    """The metrics that are told of regions."""
    return [each for each in metrics if each.metric.is_regional]


def _how_many_told(series: Series, name: str) -> str:
    return _("{area}: {n} of {all} periods have a number",
             area=name, n=sum(p.value is not None for p in series.points),
             all=len(series.points))  # fmt: skip


def _table(
    published: PublishedMetric, rules: Parameters
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The last periods, newest first: the areas' names, and a row a period."""
    ordered = [s for s in published.series if s.area == NATION] + regions_of(published)
    points = [{point.start: point for point in series.points} for series in ordered]
    ends = {point.start: point for by_start in points for point in by_start.values()}
    rows = [
        (words.period(ends[start]), [words.value(by.get(start), rules) for by in points])
        for start in sorted(ends, reverse=True)[:ROWS]
    ]
    return [words.area_name(series.area, published.areas) for series in ordered], rows


ROWS = 13
"""Periods in a metric's table; the files have all."""


def campaigns(atoms: pd.DataFrame, rules: Parameters) -> Markup:
    """Public campaigns by goal and stage, told exactly; empty where there are none."""
    try:
        period = newest_exact(atoms, ("campaigns", "campaigns_ended"))
    except ValueError:
        return Markup("")
    counts = exact(atoms, "campaigns", period)
    ended = exact(atoms, "campaigns_ended", period)
    # Translators: campaigns, from the first on
    so_far = {"won": _("Won so far"), "lost": _("Lost so far")}
    stages = [s for s in NAMES["campaign_stage"] if any(key[1:] == (s,) for key in counts)]
    goals = [g for g in NAMES["campaign_goal"] if any(key[0] == g for key in (*counts, *ended))]
    piece = html.get_template("campaigns.html").render(
        what=words.what_is_counted(rules.metric("campaigns")),
        period=words.period(period),
        # Stages are rows: there are more of them, and a phone is narrow.
        goals=[name_of("campaign_goal", goal) for goal in goals],
        rows=[
            (name_of("campaign_stage", stage), [counts.get((goal, stage), 0) for goal in goals])
            for stage in stages
        ]
        + [
            (name, [ended.get((goal, stage), 0) for goal in goals])
            for stage, name in so_far.items()
            if ended
        ],
    )
    return Markup(piece)  # noqa: S704 - made by templates that escape


def key(rules: Parameters, *, alone: bool) -> Markup:
    """What the hatching means."""
    swatch = pictures.legend(alone=alone)
    shown = image(swatch, "") if alone else inline(swatch, "")
    return Markup('<p class="key">{} {}</p>').format(shown, words.masked(rules))


def protection(rules: Parameters, *, alone: bool) -> Markup:
    """How the numbers are protected."""
    sentences = Markup("").join(Markup("<li>{}</li>").format(s) for s in words.protection(rules))
    return key(rules, alone=alone) + Markup("<ul>{}</ul>").format(sentences)
