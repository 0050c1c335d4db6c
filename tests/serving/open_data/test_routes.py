"""Open data as anyone fetches it: what stays the same, and what is never there."""

import csv
import io
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from sqlalchemy.exc import ProgrammingError
from starlette.testclient import TestClient

from lib.data import engines
from lib.data.refresh import refresh
from lib.publication import signing
from lib.publication.parameters import parameters
from lib.serving import open_data as routes
from tests.conftest import empty_tables
from tests.data.rows import Rows
from tests.publication.conftest import TODAY, refresh_both
from tests.serving.open_data.conftest import Publish, southeast

pytestmark = pytest.mark.slow

PATH = "/open-data/releases/"
DATA = (
    "CITATION.cff",
    "areas.csv",
    "areas-hxl.csv",
    "tejido.csv",
    "tejido-hxl.csv",
    "tejido.json",
    "datapackage.json",
)
EVERYTHING = (
    "", "es.html", "index.json", "feed.atom", "1/", "1/es.html", *(f"1/{name}" for name in DATA),
)  # fmt: skip


def everything(anyone: TestClient) -> dict[str, bytes]:
    return {name: anyone.get(PATH + name).content for name in EVERYTHING}


def test_nothing_published_is_an_empty_index(anyone: TestClient, clean: object) -> None:
    assert anyone.get(f"{PATH}index.json").json() == {"releases": []}
    assert "Nothing has been published yet." in anyone.get(PATH).text
    assert anyone.get(f"{PATH}1/").status_code == 404


@pytest.mark.parametrize("name", DATA)
def test_a_release_may_be_kept_for_ever_and_fetched_from_any_site(
    anyone: TestClient, released: None, name: str
) -> None:
    answer = anyone.get(f"{PATH}1/{name}", headers={"origin": "https://partner.example.com"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    again = anyone.get(f"{PATH}1/{name}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = anyone.get(f"{PATH}1/{name}", headers={"accept-encoding": "identity"})
    assert plain.headers["etag"] != answer.headers["etag"]
    assert plain.content == answer.content


def test_the_index_is_looked_at_again(anyone: TestClient, released: None) -> None:
    answer = anyone.get(f"{PATH}index.json")
    assert answer.headers["cache-control"] == "public, max-age=300"
    (told,) = answer.json()["releases"]
    # The newest four weeks that ended four weeks ago began on Monday, 25 March.
    assert told["complete_through"] == "2024-04-21"
    for file in told["files"]:
        assert len(anyone.get(PATH + file["path"]).content) == file["bytes"]


@pytest.mark.parametrize(
    "path",
    ["2/", "2/tejido.csv", "1/other.csv", "1/../../secrets.toml", "0/", "9" * 40 + "/", "other"],
)
def test_what_was_not_published_is_not_there(anyone: TestClient, released: None, path: str) -> None:
    assert anyone.get(PATH + path).status_code == 404


@pytest.mark.parametrize("digits", ["0" * 9, "9" * 9, "9" * 10, "9" * 4_500, "٣", "1_0"])
def test_whatever_stands_for_a_number_is_no_release_and_no_error(
    anyone: TestClient, released: None, digits: str
) -> None:
    answer = anyone.get(f"/open-data/releases/{digits}/values.csv")
    assert answer.status_code == 404
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_search_engines_are_told_what_is_there_for_them(anyone: TestClient) -> None:
    assert anyone.get("/robots.txt").text == (
        "User-agent: *\nAllow: /open-data/releases/\nDisallow: /\n"
    )


def test_an_address_that_only_begins_like_open_data_is_none_of_it(anyone: TestClient) -> None:
    # The application behind, which has nothing, answers in place of the releases' own sentence.
    assert "published" not in anyone.get("/open-dataX").text


def test_an_address_without_its_slash_leads_on(anyone: TestClient, released: None) -> None:
    assert anyone.get("/open-data/releases/1").url.path == "/open-data/releases/1/"
    assert anyone.get("/open-data/releases").url.path == "/open-data/releases/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(anyone: TestClient, clean: object, method: str) -> None:
    assert anyone.request(method, f"{PATH}index.json").status_code == 405


def test_the_feed_is_atom_and_its_links_lead_somewhere(anyone: TestClient, released: None) -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(anyone.get(f"{PATH}feed.atom").content)
    for name in ("title", "id", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=space)
    (entry,) = feed.findall("a:entry", space)
    assert entry.findtext("a:updated", namespaces=space) == "2024-06-03T12:00:00+00:00"
    links = [link.attrib["href"] for link in entry.findall("a:link", space)]
    assert len(links) == 8  # the page and seven files
    assert {anyone.get(PATH + link).status_code for link in links} == {200}


def test_the_feed_says_what_is_new_in_both_languages(anyone: TestClient, released: None) -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(anyone.get(f"{PATH}feed.atom").content)
    told = feed.findtext("a:entry/a:content", namespaces=space) or ""
    english, spanish = told.split("\n\n")
    # Four blocks of 2024 (January 1 to April 21) with 40 gatherings (35–45) each: 160, told as 150.
    assert "held about 150 (140 to 180) gatherings from Jan 1 to Apr 21, 2024" in english
    assert "hicieron cerca de 150 (de 140 a 180) encuentros del 1 ene al 21 abr 2024" in spanish


def test_a_metric_has_a_page_for_frames_and_a_chart_with_its_source(
    anyone: TestClient, released: None
) -> None:
    page = anyone.get("/open-data/embed/attendance.es.html")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].endswith("frame-ancestors *")
    assert "x-frame-options" not in page.headers
    assert "<script" not in page.text
    assert anyone.get("/open-data/embed/none.html").status_code == 404
    svg = anyone.get(f"{PATH}1/attendance.es.svg")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "Asistencia a encuentros" in svg.text
    assert "publicación 1, 3 jun 2024" in svg.text
    png = anyone.get(f"{PATH}1/attendance.png")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")


def test_a_region_has_a_page_with_its_own_year(anyone: TestClient, released: None) -> None:
    page = anyone.get(f"{PATH}1/southwest.html").text
    # 200 people attending in each of four blocks: 800; each 175 to 225.
    assert "Since Jan 1, 2024: about 800 (700 to 900)." in page
    assert "southeast" not in page.lower().replace("southeast.html", "")


def test_search_engines_are_told_where_a_release_is_below_a_path_too(
    anyone: TestClient, released: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address, below in (("https://n.org/tejido", "https://n.org/tejido"), ("", "/tejido")):
        monkeypatch.setattr("lib.topics.publication.open_data_pages.address", lambda a=address: a)
        monkeypatch.setattr("lib.topics.publication.open_data_pages.prefix", lambda: "/tejido")
        routes.forget()
        assert f'"url": "{below}{PATH}1/"' in anyone.get(f"{PATH}1/").text


def test_what_changed_in_what_is_counted_is_said_where_the_releases_are(
    anyone: TestClient, organization: Rows, release: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    release()
    assert "What is counted has changed" not in anyone.get(PATH).text + anyone.get(f"{PATH}1/").text
    assert json.loads(anyone.get(f"{PATH}1/datapackage.json").content)["changes"] == []
    first, rules = anyone.get(f"{PATH}1/").text, parameters()
    words = {"what_en": "Heads", "what_es": "Cabezas"}
    changed = [
        m.model_copy(update=words) if m.name == "attendance" else m
        for m in rules.metrics
        if m.name != "partners"
    ]
    # By these bands 20 stands for 19 to 21, and there is no 200.
    bands = rules.rounding.model_copy(update={"bands": ((15, 2), (30, 30), (300, 300))})
    other = rules.model_copy(update={"metrics": tuple(changed), "rounding": bands})
    for module in ("release", "proposing", "store"):
        monkeypatch.setattr(f"lib.publication.{module}.parameters", lambda: other)
    monkeypatch.setattr("lib.topics.publication.edition.parameters", lambda: other)
    # Four weeks more of gatherings: the period from April 22 on is told by what holds now.
    southwest = [f"southwest-{n}" for n in range(5)]
    organization(
        "membership",
        "gathering",
        *(
            {"committee_id": committee, "held_on": day, "attended": 10}
            for committee in southwest
            for day in ("2024-05-07", "2024-05-14")
        ),
    )
    refresh("membership", TODAY + timedelta(weeks=4))
    release(TODAY + timedelta(weeks=4))
    before = rules.metric("attendance").what_en
    said = f"People attending gatherings: “{before}” before, “Heads” now."
    for page in ("", "feed.atom", "2/"):
        text = anyone.get(PATH + page).text
        assert "Counted in another way: People attending gatherings." in text
        assert "No longer told: Partner organizations." in text
        assert said in text
    assert "“Cabezas”" in anyone.get(f"{PATH}es.html").text
    assert f"this was counted: “{before}”" in anyone.get(f"{PATH}2/").text
    # Its sum begins there, also that of a region: 200 people came, and 210 is 196–224 by thirties.
    south = anyone.get(f"{PATH}2/southwest.html").text
    assert "Since Apr 22, 2024: about 210 (196 to 224)." in south
    # What stood, stands: the first release's page has its own words, metrics and bands.
    assert anyone.get(f"{PATH}1/").text == first
    described = json.loads(anyone.get(f"{PATH}2/datapackage.json").content)
    assert {c.get("metric", c.get("rule")): c["change"] for c in described["changes"]} == {
        "attendance": "changed", "partners": "gone", "rounding": "changed"
    }  # fmt: skip
    cited = anyone.get(f"{PATH}2/CITATION.cff").text
    assert 'release: partners (gone), attendance (description), [rounding] (changed)."' in cited


def test_the_forms_of_a_release_tell_the_same(anyone: TestClient, released: None) -> None:
    told = json.loads(anyone.get(f"{PATH}1/tejido.json").content)["atoms"]
    for name, tags in (("tejido.csv", 0), ("tejido-hxl.csv", 1)):
        rows = list(csv.DictReader(io.StringIO(anyone.get(f"{PATH}1/{name}").text)))[tags:]
        assert [row["value"] for row in rows] == [
            "<15" if atom["value"] is None else str(atom["value"]) for atom in told
        ]
    # 200 people attending in each region in four weeks, see the organization.
    (newest,) = (
        atom["value"]
        for atom in told
        if (atom["metric"], atom["area"], atom["period_start"])
        == ("attendance", "southwest", "2024-03-25")
    )
    assert newest == 200


def test_bytes_of_a_release_stay_whatever_happens_later(
    anyone: TestClient, organization: Rows, release: Publish
) -> None:
    release()
    before = everything(anyone)
    # Late reports of a period that was told, and new members; then another release.
    late = date(2024, 2, 7)
    for n in range(5):
        organization(
            "membership",
            "gathering",
            {"committee_id": f"southwest-{n}", "held_on": late, "attended": 500},
        )
    for database in ("membership", "incidents"):
        refresh(database, as_of=TODAY + timedelta(weeks=4))
    release(TODAY + timedelta(weeks=4))
    after = everything(anyone)
    kept = [name for name in EVERYTHING if name.startswith("1/")]
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert len(json.loads(after["index.json"])["releases"]) == 2
    # The second release repeats what the first told, word for word.
    first = json.loads(before["1/tejido.json"])["atoms"]
    second = json.loads(anyone.get(f"{PATH}2/tejido.json").content)["atoms"]
    assert len(second) > len(first)
    assert [atom for atom in second if atom in first] == first


def test_below_the_threshold_and_withheld_are_the_same_bytes(
    anyone: TestClient, rows: Rows, release: Publish
) -> None:
    key = signing.key_path().read_bytes()
    # Below: one gathering of ten people in the southeast, and after it nothing.
    southeast(rows, committees=5, weeks=1, attended=2)
    release()
    below = everything(anyone)
    # Withheld: two committees with 2,400 people attending in four weeks.
    empty_tables()
    signing.key_path().write_bytes(key)
    # What the first rows stood on is gone, too.
    southeast(Rows(), committees=2, weeks=18, attended=300)
    release()
    withheld = everything(anyone)
    assert b'"value":null' in below["1/tejido.json"]
    assert b'"value":200' in below["1/tejido.json"]
    assert withheld == below


RAW = (b"southwest-0", b"committee_id", b'"raw"', b"reason", b"derivable", b"dominated")


def test_nothing_raw_is_in_any_answer(
    anyone: TestClient, organization: Rows, release: Publish
) -> None:
    # 203 people in one region's four weeks are told as 200.
    organization(
        "membership",
        "gathering",
        {"committee_id": "southwest-0", "held_on": date(2024, 1, 4), "attended": 3},
    )
    refresh_both()
    release()
    for name, content in everything(anyone).items():
        assert content, name
        assert not [word for word in RAW if word in content], name
        # Not as a number by itself, which it may be in a drawing or a hash.
        text = re.sub(rb"<[^>]*>", b" ", content)
        assert not re.search(rb"(?<![0-9a-f.])203(?![0-9a-f])", text), name


@pytest.mark.parametrize(
    "table",
    ["dashboard.account", "dashboard.session", "dashboard.audit", "dashboard.health_snapshot"],
)
def test_the_public_reader_reads_nothing_else(organization: Rows, table: str) -> None:
    with (
        engines.public_reader().connect() as connection,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        connection.exec_driver_sql(f"SELECT * FROM {table}")


def test_the_routes_have_no_other_engine(
    anyone: TestClient, released: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(database: str) -> None:
        raise AssertionError(f"{database} was opened")

    for name in ("reader", "owner", "publisher"):
        monkeypatch.setattr(engines, name, refuse)
    routes.forget()
    for name in EVERYTHING:
        assert anyone.get(PATH + name).status_code == 200
