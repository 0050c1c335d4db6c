"""What a release has beside its page and its stored files: regions, charts, and pages for frames.

All of it is made of stored atoms whenever it is asked for, and says the same each time.
"""

from collections.abc import Callable
from functools import lru_cache, partial

from lib.language import LANGUAGES, formats, use
from lib.publication import open_data, totals
from lib.publication.ladder import ladder
from lib.publication.open_data import Release
from lib.publication.series import PublishedMetric
from lib.topics.publication import cards, numbers, pictures, total_words, words
from lib.topics.publication import open_data_pages as pages
from lib.topics.publication.chart import chart
from lib.topics.publication.chart_png import png
from lib.topics.publication.edition import Edition, edition

MEDIA = {"html": "text/html; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}

Made = dict[str, Callable[[], bytes]]
"""How each file is made, by its name."""


@lru_cache(4)
def of_release(release: Release) -> Made:
    """The pages of regions and the charts of metrics."""
    of = edition(release)
    made: Made = {}
    for language in LANGUAGES:
        for code, _name in pages.listed_regions(of):
            made[pages.file_of(code, language)] = partial(region, of, code, language)
        for each in of.metrics:
            stem = pages.stem_of(each.code, language)
            made[f"{stem}.svg"] = partial(_svg, of, each, language)
            made[f"{stem}.png"] = partial(_png, of, each, language)
    return made


@lru_cache(4)
def for_frames(release: Release) -> Made:
    """A page for each metric, to be shown on other sites.

    A frame that someone made for a topic shows what it is joined in, and the other way round.
    """
    of = edition(release)
    codes = [code for metric in of.rules.metrics for rung in ladder(metric) for code in rung.codes]
    standing = {code: of.standing_for(code) for code in dict.fromkeys(codes)}
    return {
        pages.file_of(code, language): partial(embedded, of, each, language)
        for code, each in standing.items()
        if each is not None
        for language in LANGUAGES
    }


def _source(of: Edition) -> str:
    """Who says it; without the address where nobody configured a host to reach it at."""
    cited = pages.citation(of) if pages.address() else pages.citation(of).rpartition(" ")[0]
    return f"{cited} {of.rules.license.name}"


def _svg(of: Edition, published: PublishedMetric, language: str) -> bytes:
    with use(language):
        return pictures.chart(chart(of, published, _source(of))).encode()


def _png(of: Edition, published: PublishedMetric, language: str) -> bytes:
    with use(language):
        return png(chart(of, published, _source(of)))


def embedded(of: Edition, published: PublishedMetric, language: str) -> bytes:
    """A metric's page for a frame: its map and numbers, and where they are from."""
    files = {each: pages.file_of(published.code, each) for each in LANGUAGES}
    with use(language):
        is_regional = published.metric.is_regional
        return pages.page(
            "embed",
            language,
            files,
            title=words.title(published),
            releases="../releases/",
            patterns=numbers.inline(pictures.patterns(numbers.drawn_of(of.areas)), ""),
            map=numbers.region_map(published, of.rules, numbers.inline) if is_regional else "",
            key=numbers.key(of.rules, alone=False),
            hatched=numbers.is_hatched(published),
            card=cards.card(of, published, numbers.inline, title=""),
            page=f"../releases/{of.release.number}/{pages.page_of(language)}",
            citation=pages.citation(of),
            license=of.rules.license,
        )


def region(of: Edition, code: str, language: str) -> bytes:
    """A region's page: everything that was told of it within a year."""
    with use(language):
        told, untold = [], []
        own = totals.tables(of.atoms[of.atoms["area"] == code], of.rules)
        for each in numbers.of_regions(of.metrics):
            series = each.of(code)
            if series is None or not cards.has_number(series):
                untold.append(words.title(each))
                continue
            alt = cards.how_many_told(series, words.area_name(code, of.areas))
            line = numbers.inline(pictures.trend(each, series, alt=alt, alone=False), alt)
            shown = words.value(numbers.newest(each, code), of.rules)
            year = of.of_year(each.metric, of.codes_in(each), own)
            summed = "" if year is None else total_words.of_year(year, of.rules)
            told.append((words.title(each), shown, words.period(each.newest), line, summed))
        states = next((area.states for area in of.areas if area.code == code), ())
        return pages.page(
            "region",
            language,
            {each: pages.file_of(code, each) for each in LANGUAGES},
            title=words.area_name(code, of.areas),
            releases="../",
            release=of.release,
            back=pages.page_of(language) or "./",
            states=formats.listing(states),
            patterns=numbers.inline(pictures.hatching(), ""),
            rows=told,
            untold=untold,
            key=numbers.key(of.rules, alone=False),
            license=of.rules.license,
            citation=pages.citation(of),
        )


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    of_release.cache_clear()
    for_frames.cache_clear()
    open_data.forget()
