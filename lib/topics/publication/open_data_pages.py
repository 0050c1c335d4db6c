"""The plain pages of releases: one HTML file a language, its pictures inside, no script.

They refer to each other by relative addresses, so that the same bytes are right below
:data:`lib.publication.open_data.PATH` of the app and in a directory on any other server.
"""

import re
import tomllib
from functools import lru_cache

from markupsafe import Markup

from lib.access.prefix import prefix
from lib.data.configuration import ROOT, configuration
from lib.language import AUTONYMS, LANGUAGES, _, current, formats, use
from lib.language.collation import as_sorted
from lib.publication.open_data import Release
from lib.topics.publication import cards, numbers, pictures, words
from lib.topics.publication.about import about, contact
from lib.topics.publication.dataset import dataset
from lib.topics.publication.definitions import changes
from lib.topics.publication.edition import Edition, edition

FILES = {language: f"{language}.html" for language in LANGUAGES} | {"en": "index.html"}
"""The file of a page in each language."""

EMBEDS = "/open-data/embed/"
"""Below it each metric has a page of its own for frames of other sites, always of the newest
release."""


_PLAIN = re.compile(r"[a-z0-9_-]+")


def page_of(language: str) -> str:
    """The address of a page in a language, from its directory: nothing for the index itself."""
    return "" if FILES[language] == "index.html" else FILES[language]


def stem_of(code: str, language: str) -> str:
    """The name of a file that there is in each language, without its ending: ``members.es``."""
    return code if language == "en" else f"{code}.{language}"


def file_of(code: str, language: str) -> str:
    """The name of a page that there is in each language: ``members.es.html``."""
    return f"{stem_of(code, language)}.html"


def address() -> str:
    """Where the dashboard is reached, if that is configured, for citations."""
    hosts = [host for host in configuration().serving.hosts if not host.startswith("*")]
    return f"https://{hosts[0]}{prefix()}" if hosts else ""


def citation(of: Edition, base: str | None = None) -> str:
    """How to name a release as the source.

    :param base: scheme and host; the configured one unless given.
    """
    where = f"{address() if base is None else base}{of.release.path}"
    return words.citation(of.release, configuration().organization.name, where)


def source(of: Edition, base: str | None = None) -> str:
    """The source after a sentence that is quoted, in as few words as it takes.

    :param base: as :func:`citation` takes it.
    """
    where = f"{address() if base is None else base}{of.release.path}"
    day = formats.day(of.release.published_at.date())
    organization = configuration().organization.name
    return f"— {organization}, {day}, {of.rules.license.name}. {where}"


def embedding(code: str, title: str) -> str:
    """What someone puts into a page of their own to show a metric."""
    where = f"{address() or prefix()}{EMBEDS}{file_of(code, current())}"
    frame = '<iframe src="{}" title="{}" width="100%" height="640" style="border:0"></iframe>'
    return str(Markup(frame).format(where, title))  # noqa: S704 - what is put in is escaped


def listed_regions(of: Edition) -> list[tuple[str, str]]:
    """The codes and names of the regions that have a page, by their names."""
    codes = {each.area for metric in of.metrics for each in numbers.regions_of(metric)}
    # A code becomes the name of a file; two of those are taken.
    plain = [c for c in codes if _PLAIN.fullmatch(c) and c not in ("index", *LANGUAGES)]
    named = ((code, words.area_name(code, of.areas)) for code in plain)
    return sorted(named, key=lambda each: as_sorted(each[1]))


@lru_cache(8)
def release(
    which: Release, language: str, to_releases: str = "../", base: str | None = None
) -> bytes:
    """The page of a release.

    :param to_releases: the relative address of the index of releases.
    :param base: scheme and host for the citation; the configured one unless given.
    """
    of = edition(which)
    with use(language):
        regional = numbers.of_regions(of.metrics)
        first = next((each for each in regional if cards.is_told(each)), None)
        here = "" if to_releases == "../" else f"{to_releases}{which.number}/"
        folds, untold = cards.folds(of, numbers.inline)
        return page(
            "release",
            language,
            FILES,
            title=_("Public metrics"),
            releases=to_releases,
            release=which,
            changed=changes(which),
            page=f"{to_releases}{which.number}/{page_of(language)}",
            listing=page_of(language),
            files=here,
            dataset=dataset(of, citation(of, base), base or address() or prefix()),
            about=about(),
            contact=contact(),
            sign_in="",
            quotes=of.quotes(),
            source=source(of, base),
            patterns=numbers.inline(pictures.patterns(numbers.drawn_of(of.areas)), ""),
            first=first,
            map=numbers.region_map(first, of.rules, numbers.inline) if first else "",
            key=numbers.key(of.rules, alone=False),
            hatched=first is not None and numbers.is_hatched(first),
            card=cards.card(of, first, numbers.inline, title="", wide=True) if first else "",
            chart=f"{here}{stem_of(first.code, language)}" if first else "",
            embed=embedding(first.code, words.title(first)) if first else "",
            rules=of.rules,
            folds=folds,
            untold=untold,
            campaigns=numbers.campaigns(of.atoms, of.rules),
            regions=[(name, f"{here}{file_of(c, language)}") for c, name in listed_regions(of)],
            areas=of.areas,
            protection=numbers.protection(of.rules, alone=False),
            license=of.rules.license,
            citation=citation(of, base),
        )


def listing(releases: tuple[Release, ...], language: str) -> bytes:
    """The page that lists the releases, and what changed in what is counted."""
    with use(language):
        return page(
            "listing",
            language,
            FILES,
            title=_("Releases of public numbers"),
            releases="",
            all=[(each, changes(each)) for each in releases],
            listing=page_of(language),
        )


def page(template: str, language: str, versions: dict[str, str], **values: object) -> bytes:
    """A page of a template.

    :param versions: the file of the page in each language.
    """
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    addresses = {code: versions[code].removeprefix("index.html") or "./" for code in LANGUAGES}
    text = numbers.html.get_template(f"{template}.html").render(
        language=language,
        languages=[(code, AUTONYMS[code], addresses[code]) for code in LANGUAGES],
        organization=configuration().organization.name,
        light=themes["theme"]["light"],
        dark=themes["theme"]["dark"],
        **{"dataset": None, **values},
    )
    return text.encode()


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    release.cache_clear()
    edition.cache_clear()
