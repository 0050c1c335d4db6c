"""The static edition: plain files that say what the routes say, and ask nobody for anything."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from lib.__main__ import app
from lib.publication import signing
from lib.publication.open_data import NotPublished
from lib.topics.publication import site
from tests.conftest import empty_tables
from tests.publication.conftest import Published
from tests.topics.publication.schema_org import invalid

pytestmark = pytest.mark.slow

MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def edition(
    published: tuple[Published, Published], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The edition of the first release, which no test changes."""
    empty_tables()
    published[0].put_back()
    folder = tmp_path_factory.mktemp("edition")
    ran = CliRunner().invoke(app, ["publish", "site", str(folder), "--address", "https://n.org/"])
    signing.key_path().unlink()
    assert ran.exit_code == 0, ran.output
    return folder


def test_each_file_is_byte_for_byte_what_the_routes_answer(
    edition: Path, released: None, anyone: TestClient
) -> None:
    files = [path for path in (edition / "open-data").rglob("*") if path.is_file()]
    names = [path.name for path in files]
    # Of pages four, index and feed, a release's seven files; each region and each metric beside.
    assert {"index.json", "feed.atom", "CITATION.cff", "southwest.es.html"} <= set(names)
    assert names.count("attendance.html") == 1
    assert {"attendance.svg", "attendance.es.png"} <= set(names)
    for path in files:
        address = f"/{path.relative_to(edition)}".removesuffix("index.html")
        assert anyone.get(address).content == path.read_bytes(), address


@pytest.mark.parametrize(("name", "language"), [("index.html", "en"), ("es.html", "es")])
def test_a_page_is_light_and_needs_no_script_and_no_other_file(
    edition: Path, name: str, language: str
) -> None:
    page = (edition / name).read_text(encoding="utf-8")
    assert len(page.encode()) <= MOST_BYTES
    assert f'<html lang="{language}">' in page
    # What stands in a script element is data for search engines and runs nothing.
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/ld+json">']
    assert not re.search(r' (src|href)="(https?:)?//|url\((?!#)|@import|\son[a-z]+=', page)
    assert "prefers-color-scheme: dark" in page
    assert "https://n.org/open-data/releases/1/" in page  # the citation


class Linked(HTMLParser):
    """The links of a page, and its pictures that say nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("a", "link") and said.get("href"):
            self.links.append(str(said["href"]))
        is_silent = said.get("aria-hidden") == "true" or said.get("role") == "presentation"
        if tag == "svg" and not is_silent and not said.get("aria-label"):
            self.silent.append(str(said))


def test_a_release_is_described_for_search_engines(edition: Path) -> None:
    page = (edition / "es.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    described = json.loads(data)
    assert (described["@type"], described["version"], described["inLanguage"]) == (
        "Dataset", "1", "es",
    )  # fmt: skip
    assert described["url"] == "https://n.org/open-data/releases/1/"
    assert described["datePublished"] == "2024-06-03"
    files = {each["name"] for each in described["distribution"]}
    assert {"tejido.csv", "datapackage.json"} <= files
    assert invalid(described) == []


def test_every_link_leads_to_a_file_and_every_picture_says_what_it_shows(edition: Path) -> None:
    for page in edition.rglob("*.html"):
        found = Linked()
        found.feed(page.read_text(encoding="utf-8"))
        assert found.links
        assert found.silent == []
        for link in found.links:
            where = urljoin(f"/{page.relative_to(edition)}", link).lstrip("/")
            target = edition / where
            assert (target / "index.html" if target.is_dir() else target).is_file(), (page, link)


def test_nothing_published_is_said_in_one_line(clean: object, tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="python -m lib publish"):
        list(site.files())
