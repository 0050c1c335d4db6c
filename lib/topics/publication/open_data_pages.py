"""The plain pages of releases: one HTML file a language, its pictures inside, no script.

They refer to each other by relative addresses, so that the same bytes are right below
:data:`lib.publication.open_data.PATH` of the app and in a directory on any other server.
"""

import tomllib
from functools import lru_cache

from lib.access.prefix import prefix
from lib.data.configuration import ROOT, configuration
from lib.language import AUTONYMS, LANGUAGES, _, use
from lib.publication import open_data
from lib.publication.open_data import Release
from lib.publication.parameters import parameters
from lib.publication.series import published_metrics
from lib.topics.publication import numbers, pictures, words

FILES = {language: f"{language}.html" for language in LANGUAGES} | {"en": "index.html"}
"""The file of a page in each language."""


def page_of(language: str) -> str:
    """The address of a page in a language, from its directory: nothing for the index itself."""
    return "" if FILES[language] == "index.html" else FILES[language]


def address() -> str:
    """Where the dashboard is reached, if that is configured, for citations."""
    hosts = [host for host in configuration().serving.hosts if not host.startswith("*")]
    return f"https://{hosts[0]}{prefix()}" if hosts else ""


@lru_cache(8)
def release(
    which: Release, language: str, to_releases: str = "../", base: str | None = None
) -> bytes:
    """The page of a release.

    :param to_releases: the relative address of the index of releases.
    :param base: scheme and host for the citation; the configured one unless given.
    """
    rules = parameters()
    atoms = open_data.atoms(which.number)
    organization = configuration().organization.name
    with use(language):
        areas = open_data.areas(which.number)
        metrics = published_metrics(atoms, rules, areas)
        regional = numbers.of_regions(metrics)
        first = regional[0] if regional else None
        here = "" if to_releases == "../" else f"{to_releases}{which.number}/"
        return _page(
            "release",
            language,
            title=_("Public metrics"),
            releases=to_releases,
            release=which,
            listing=page_of(language),
            files=here,
            rules=rules,
            patterns=numbers.inline(pictures.patterns(numbers.drawn_of(areas)), ""),
            first=first,
            map=numbers.region_map(first, rules, numbers.inline) if first else "",
            key=numbers.key(rules, alone=False),
            cards=[numbers.card(each, rules, numbers.inline) for each in regional],
            national=numbers.of_nation(metrics, rules, numbers.inline),
            campaigns=numbers.campaigns(atoms, rules),
            areas=areas,
            protection=numbers.protection(rules, alone=False),
            license=rules.license,
            citation=words.citation(
                which, organization, f"{address() if base is None else base}{which.path}"
            ),
        )


def listing(releases: tuple[Release, ...], language: str) -> bytes:
    """The page that lists the releases."""
    with use(language):
        return _page(
            "listing",
            language,
            title=_("Releases of public numbers"),
            releases="",
            all=releases,
            listing=page_of(language),
        )


def _page(template: str, language: str, **values: object) -> bytes:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    page = numbers.html.get_template(f"{template}.html").render(
        language=language,
        languages=[(code, AUTONYMS[code], page_of(code) or "./") for code in LANGUAGES],
        organization=configuration().organization.name,
        light=themes["theme"]["light"],
        dark=themes["theme"]["dark"],
        **values,
    )
    return page.encode()
