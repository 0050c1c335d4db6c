"""The public page: a release as everyone may see it, read as the public reader alone."""

import logging

import streamlit as st

from lib import reads
from lib.access.prefix import here
from lib.data.configuration import ConfigurationError, configuration
from lib.data.errors import Unavailable
from lib.language import _, current, formats
from lib.publication import open_data
from lib.publication.open_data import PATH, Release
from lib.publication.parameters import parameters
from lib.publication.series import PublishedMetric, published_metrics
from lib.topics.publication import numbers, words
from lib.topics.publication import open_data_pages as pages
from lib.ui import links
from lib.ui.svg import image

log = logging.getLogger("tejido")

# A release is published, not refreshed; and a public server has no other database to ask.
_as_published = reads.kept_while(lambda: (reads.minute(), current()))


@_as_published
def _releases() -> tuple[Release, ...]:
    try:
        return open_data.releases()
    except ConfigurationError:
        # An installation that publishes nothing needs no public reader.
        return ()


@_as_published
def _metrics(release: Release) -> tuple[PublishedMetric, ...]:
    return published_metrics(
        open_data.atoms(release.number), parameters(), open_data.areas(release.number)
    )


def draw() -> None:
    """Draw the newest release, or the one that the link names."""
    try:
        _draw()
    except Unavailable as problem:
        log.warning("%s", problem)
        st.warning(
            _("The numbers can't be read right now. Try again in a moment."),
            icon=":material/cloud_off:",
        )


def _draw() -> None:
    releases = _releases()
    if not releases:
        st.info(_("Nothing has been published yet."), icon=":material/public:")
        return
    release = _chosen(releases)
    st.html(_top(release))
    metric = _choose_metric(_metrics(release))
    if metric is not None:
        st.html(_metric(release, metric))
    st.html(_all(release))
    st.html(_source(release))


def _chosen(releases: tuple[Release, ...]) -> Release:
    """The release of ``?release=``; the newest where there is no such one."""
    wanted = st.query_params.get("release", "")
    return next((r for r in releases if str(r.number) == wanted), releases[0])


def _choose_metric(metrics: tuple[PublishedMetric, ...]) -> str | None:
    titles = {each.code: words.title(each) for each in numbers.of_regions(metrics)}
    if not titles:
        return None
    codes = tuple(titles)
    if st.session_state.get("metric", codes[0]) not in titles:
        # Another release may tell of other metrics.
        del st.session_state["metric"]
    links.take("metric", codes, default=codes[0])
    chosen = st.selectbox(_("Metric"), codes, format_func=lambda code: titles[code], key="metric")
    # A forged message may carry a value that was never offered.
    chosen = chosen if chosen in titles else codes[0]
    links.keep("metric", chosen, default=codes[0])
    return str(chosen)


def _style() -> str:
    css = (numbers.TEMPLATES / "pieces.css").read_text(encoding="utf-8")
    return f"<style>{css}</style>"


@_as_published
def _top(release: Release) -> str:
    return _style() + numbers.html.get_template("top.html").render(release=release)


@_as_published
def _metric(release: Release, code: str) -> str:
    rules = parameters()
    metric = next(each for each in _metrics(release) if each.code == code)
    return numbers.html.get_template("metric.html").render(
        published=metric,
        map=numbers.region_map(metric, rules, image),
        key=numbers.key(rules, alone=True),
        card=numbers.card(metric, rules, image, wide=True),
    )


@_as_published
def _all(release: Release) -> str:
    rules = parameters()
    metrics = _metrics(release)
    return numbers.html.get_template("all.html").render(
        metrics=[
            numbers.card(each, rules, image, table=False) for each in numbers.of_regions(metrics)
        ],
        national=numbers.of_nation(metrics, rules, image),
        campaigns=numbers.campaigns(open_data.atoms(release.number), rules),
        rules=rules,
    )


@_as_published
def _source(release: Release) -> str:
    rules = parameters()
    organization = configuration().organization.name
    return numbers.html.get_template("source.html").render(
        protection=numbers.protection(rules, alone=True),
        release=release,
        areas=open_data.areas(release.number),
        files=here(release.path),
        page=here(release.path) + pages.page_of(current()),
        releases=here(PATH),
        listing=pages.page_of(current()),
        license=rules.license,
        citation=words.citation(release, organization, f"{pages.address()}{release.path}"),
        organization=organization,
        formats=formats,
    )
