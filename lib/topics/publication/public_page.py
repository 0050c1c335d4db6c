"""The public page: a release as everyone may see it, read as the public reader alone."""

import logging
from urllib.parse import urlsplit

import streamlit as st

from lib import reads
from lib.access.prefix import here, prefix
from lib.data.configuration import ConfigurationError, configuration
from lib.data.errors import Unavailable
from lib.language import _, current, formats
from lib.publication import open_data
from lib.publication.open_data import PATH, Release
from lib.topics.publication import cards, numbers, words
from lib.topics.publication import open_data_pages as pages
from lib.topics.publication.about import about, contact
from lib.topics.publication.definitions import changes
from lib.topics.publication.edition import Edition, edition
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
        st.html(_style() + f'<div class="about">{about()}</div>')
        st.info(_("Nothing has been published yet."), icon=":material/public:")
        return
    release = _chosen(releases)
    base = _base()
    st.html(_top(release, base, is_framed=bool(st.context.is_embedded)))
    metric = _choose_metric(edition(release))
    if metric is not None:
        st.html(_metric(release, metric))
    st.html(_all(release))
    st.html(_source(release, base))


def _base() -> str:
    """Where the dashboard is reached: a source without a host leads nobody anywhere."""
    seen = urlsplit(st.context.url or "")
    here = f"{seen.scheme}://{seen.netloc}{prefix()}" if seen.netloc else ""
    return pages.address() or here


def _chosen(releases: tuple[Release, ...]) -> Release:
    """The release of ``?release=``; the newest where there is no such one."""
    wanted = st.query_params.get("release", "")
    return next((r for r in releases if str(r.number) == wanted), releases[0])


def _choose_metric(of: Edition) -> str | None:
    titles = {each.code: words.title(each) for each in numbers.of_regions(of.metrics)}
    if not titles:
        return None
    codes = tuple(titles)
    if st.session_state.get("metric", codes[0]) not in titles:
        # Another release may tell of other metrics.
        del st.session_state["metric"]
    named = of.standing_for(st.query_params.get("metric", ""))
    if named is not None and named.code in titles:
        # A link to a topic is good for what it has been joined in since.
        st.query_params["metric"] = named.code
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
def _top(release: Release, base: str, *, is_framed: bool) -> str:
    render, of = numbers.html.get_template, edition(release)
    top = render("about.html").render(
        about=about(),
        contact=contact(),
        sign_in="" if is_framed or configuration().is_public else here("/sign-in"),
        release=release,
    )
    quotes = of.quotes()
    said = render("quotes.html").render(quotes=quotes, source=pages.source(of, base))
    return _style() + top + render("big.html").render(quotes=quotes) + said


@_as_published
def _metric(release: Release, code: str) -> str:
    of = edition(release)
    metric = next(each for each in of.metrics if each.code == code)
    return numbers.html.get_template("metric.html").render(
        published=metric,
        map=numbers.region_map(metric, of.rules, image),
        hatched=numbers.is_hatched(metric),
        key=numbers.key(of.rules, alone=True),
        card=cards.card(of, metric, image, title="", wide=True),
        chart=here(release.path) + pages.stem_of(code, current()),
        embed=pages.embedding(code, words.title(metric)),
    )


@_as_published
def _all(release: Release) -> str:
    of = edition(release)
    folds, untold = cards.folds(of, image)
    below = here(release.path)
    return numbers.html.get_template("folds.html").render(
        folds=folds,
        untold=untold,
        campaigns=numbers.campaigns(of.atoms, of.rules),
        regions=[
            (name, below + pages.file_of(code, current()))
            for code, name in pages.listed_regions(of)
        ],
        rules=of.rules,
    )


@_as_published
def _source(release: Release, base: str) -> str:
    of = edition(release)
    return numbers.html.get_template("source.html").render(
        protection=numbers.protection(of.rules, alone=True),
        release=release,
        changed=changes(release),
        areas=of.areas,
        files=here(release.path),
        page=here(release.path) + pages.page_of(current()),
        releases=here(PATH),
        listing=pages.page_of(current()),
        license=of.rules.license,
        citation=pages.citation(of, base),
        formats=formats,
    )
