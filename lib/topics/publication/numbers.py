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


def values_of(published: PublishedMetric) -> dict[str, int | None]:
    """Each region's newest value; none where it is below the threshold or withheld."""
    points = {each.area: newest(published, each.area) for each in regions_of(published)}
    return {area: point.value for area, point in points.items() if point is not None}


def drawn_of(areas: Areas) -> Drawn:
    """The states of areas, as the outlines of the map want them."""
    return tuple((state, area.code) for area in areas for state in area.states)


def region_map(published: PublishedMetric, rules: Parameters, show: Picture) -> Markup:
    """The map of a metric's newest period.

    In the app it is an image, which has no typeface of its page: names and values stand over it.
    """
    values = values_of(published)
    names = {area: words.area_name(area, published.areas) for area in values}
    # The hatching says it where there is no number; so does the alternative text.
    written = {area: "" if n is None else formats.number(n) for area, n in values.items()}
    alt, alone = spoken(published, rules), show is image
    drawn = drawn_of(published.areas)
    labels = pictures.labels(values, names, written, drawn)
    svg = pictures.region_map(values, () if alone else labels, alt=alt, alone=alone, drawn=drawn)
    if not alone:
        return show(svg, alt)
    over = Markup("").join(
        Markup('<span style="left:{:.1f}%;top:{:.1f}%">{}<b>{}</b></span>').format(
            *pictures.share(x, y), name, value
        )
        for x, y, name, value in labels
    )
    return Markup('<div class="labels">{}{}</div>').format(show(svg, alt), over)


def is_hatched(published: PublishedMetric) -> bool:
    """Whether anything of a metric's map or lines is hatched."""
    points = (point for series in published.series for point in series.points)
    return any(point.value is None for point in points)


def of_regions(metrics: Sequence[PublishedMetric]) -> list[PublishedMetric]:
    """The metrics that are told of regions."""
    return [each for each in metrics if each.metric.is_regional]


def campaigns(atoms: pd.DataFrame, rules: Parameters) -> Markup:
    """Public campaigns by goal and stage, told exactly; empty where there are none."""
    names = {"campaigns", "campaigns_ended"} & {metric.name for metric in rules.metrics}
    try:
        period = newest_exact(atoms, names)
    except ValueError:
        return Markup("")
    counts = exact(atoms, "campaigns", period)
    ended = exact(atoms, "campaigns_ended", period)
    # Translators: campaigns, from the first on
    so_far = {"won": _("Won so far"), "lost": _("Lost so far")}
    stages = [s for s in NAMES["campaign_stage"] if any(key[1:] == (s,) for key in counts)]
    goals = [g for g in NAMES["campaign_goal"] if any(key[0] == g for key in (*counts, *ended))]
    piece = html.get_template("campaigns.html").render(
        what=words.what_is_counted(rules.metric(min(names))),
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
