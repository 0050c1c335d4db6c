"""The public page and the page that publishes, against the invented organization."""

from collections.abc import Iterator
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from lib.data import engines
from lib.language import use
from lib.publication import open_data, proposing, signing
from lib.publication.open_data import releases
from lib.publication.release import publish
from lib.topics.publication import publishing
from tests.data.saved import WITHOUT_TRIGGERS, Saved
from tests.pages.conftest import AS_OF, PAGES, Visit, forget_reads, words

pytestmark = pytest.mark.slow

RELEASED = AS_OF - timedelta(weeks=8)
PUBLIC, PUBLISH = "public/metrics.py", "national/publish.py"
TABLES = [f"dashboard.{name}" for name in ("release", "period_choice", "atom", "release_file")]


@pytest.fixture
def key(organization: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The day of the organization, a key to sign with, and nothing published before or after."""
    monkeypatch.setattr(proposing, "today", lambda: AS_OF)
    signing.make_key()
    yield
    _withdraw()


def _withdraw() -> None:
    signing.key_path().unlink(missing_ok=True)
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text(WITHOUT_TRIGGERS))
        connection.execute(text(f"TRUNCATE {', '.join(TABLES)}"))
    open_data.forget()
    forget_reads()


Release = tuple[bytes, Saved]


@pytest.fixture(scope="module")
def release(organization: None) -> Release:
    """What was due eight weeks ago, published and withdrawn: the key and what the tables held."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposing, "today", lambda: AS_OF)
        signing.key_path().unlink(missing_ok=True)
        signing.make_key()
        publish(proposing.propose(RELEASED))
    kept = signing.key_path().read_bytes(), Saved({"dashboard": TABLES})
    _withdraw()
    return kept


@pytest.fixture
def published(release: Release, key: None) -> None:
    """It is published."""
    signing.key_path().write_bytes(release[0])
    release[1].put_back()
    open_data.forget()
    forget_reads()


def _raw(page: AppTest) -> list[pd.DataFrame]:
    """The tables that show raw numbers."""
    return [frame.value for frame in page.dataframe if "raw" in frame.value]


def drawn(page: AppTest) -> str:
    """What the page's pieces of HTML say, without the way to the light edition of an account."""
    bodies = [str(element.proto.body) for element in page.get("html")]
    return "\n".join(body for body in bodies if "/light/of?" not in body)


def test_nothing_published_is_said(visit: Visit) -> None:
    assert [i.value for i in visit(PUBLIC, None).info] == ["Nothing has been published yet."]
    assert [i.value for i in visit(PUBLIC, None, "es").info] == ["Todavía no se ha publicado nada."]


def test_everyone_is_shown_the_same(visit: Visit, published: None) -> None:
    of_nobody = drawn(visit(PUBLIC, None))
    assert "Release 1, published" in of_nobody
    for account in ("partner", "national", "southwest"):
        seen = visit(PUBLIC, account)
        assert not seen.exception, account
        assert drawn(seen) == of_nobody, account


@pytest.mark.parametrize(
    ("language", "protected", "download"),
    [
        ("en", "How these numbers are protected", "/open-data/releases/1/tejido.csv"),
        ("es", "Cómo se protegen estas cifras", "/open-data/releases/1/es.html"),
    ],
)
def test_the_page_says_how_in_both_languages(
    visit: Visit, published: None, language: str, protected: str, download: str
) -> None:
    said = drawn(visit(PUBLIC, None, language))
    assert protected in said
    assert download in said


def test_the_link_chooses_the_metric_and_a_forged_one_is_ignored(
    visit: Visit, published: None
) -> None:
    chosen = drawn(visit(PUBLIC, None, metric="hotline_calls", release="1"))
    assert "<h2>Calls to the hotline" in chosen
    forged = drawn(visit(PUBLIC, None, metric="members'--", release="99"))
    assert "<h2>Members in good standing" in forged


def test_the_page_is_read_as_the_public_reader_alone(
    visit_alone: Visit, published: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(database: str) -> None:
        raise AssertionError(f"{database} was opened")

    forget_reads()
    with monkeypatch.context() as patch:
        for name in ("reader", "owner", "publisher"):
            patch.setattr(engines, name, refuse)
        seen = AppTest.from_file(PAGES / PUBLIC, default_timeout=60).run()
    assert not seen.exception
    assert "Release 1, published" in drawn(seen)


def _prepared(visit: Visit, language: str = "en") -> AppTest:
    page = visit(PUBLISH, "national", language)
    label = {"en": "Prepare the next release", "es": "Preparar la próxima publicación"}[language]
    return next(b for b in page.button if b.label == label).click().run()


def _confirm(page: AppTest, word: str) -> AppTest:
    page.text_input[0].set_value(word)
    return next(b for b in page.button if b.label.startswith("Publi")).click().run()


def test_a_release_is_shown_beside_its_raw_numbers_and_published_with_a_word(
    visit: Visit, published: None
) -> None:
    page = _prepared(visit)
    assert [s.value for s in page.success][0].startswith("The gate lets it pass")
    (raw,) = _raw(page)
    assert {"told", "before", "why"} <= set(raw.columns)
    # What was released stands below, with the address that stays.
    (told,) = [f.value for f in page.dataframe if "published_on" in f.value]
    assert told["page"].tolist() == ["/open-data/releases/1/"]
    assert len(releases()) == 1
    page = _confirm(page, "yes")
    assert "the word is “publish”" in words(page)
    assert len(releases()) == 1
    page = _confirm(page, "Publish ")
    assert [s.value for s in page.success] == ["Release 2 is published."]
    assert [release.number for release in releases()] == [2, 1]
    with engines.owner("dashboard").connect() as connection:
        newest = connection.execute(
            text("SELECT actor, event FROM dashboard.audit WHERE event = 'published'"
                 " ORDER BY entry_id DESC LIMIT 1")
        ).one()  # fmt: skip
    assert tuple(newest) == ("national", "published")


def test_it_is_confirmed_in_the_language_of_the_page(visit: Visit, published: None) -> None:
    # The tested app writes choices out itself, in the language that it is given here.
    with use("es"):
        page = _confirm(_prepared(visit, "es"), "publicar")
    assert [s.value for s in page.success] == ["La publicación 2 ya es pública."]


def test_without_a_key_nothing_is_published(visit: Visit, published: None) -> None:
    page = _prepared(visit)
    kept = signing.key_path().rename(signing.key_path().with_suffix(".away"))
    page = _confirm(page, "publish")
    kept.rename(signing.key_path())
    assert "python -m lib publish key" in page.error[0].value
    assert len(releases()) == 1


def test_nothing_due_is_said(visit: Visit, published: None) -> None:
    publish(proposing.propose(AS_OF))
    page = _prepared(visit)
    assert [i.value for i in page.info] == ["Nothing has become due since the last release."]
    assert not page.text_input


def test_what_was_published_in_the_meantime_is_not_published_again(
    visit: Visit, published: None
) -> None:
    page = _prepared(visit)
    publish(proposing.propose(AS_OF))
    page = _confirm(page, "publish")
    assert "Someone published in the meantime" in page.error[0].value
    assert len(releases()) == 2
    assert not page.text_input


def test_a_permission_that_was_taken_away_publishes_nothing(visit: Visit, published: None) -> None:
    page = _prepared(visit)
    _role("national", "partner")
    try:
        page = _confirm(page, "publish")
    finally:
        _role("national", "national")
    assert len(releases()) == 1
    assert not _raw(page)


def _role(username: str, role: str) -> None:
    with engines.owner("dashboard").begin() as connection:
        change = text("UPDATE dashboard.account SET role = :r WHERE username = :u")
        connection.execute(change, {"r": role, "u": username})


def test_a_proposal_is_its_viewers_own_and_does_not_last(
    visit: Visit, published: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _prepared(visit)
    assert _raw(page)
    # Another session of the same account has prepared nothing.
    assert not _raw(visit(PUBLISH, "national"))
    monkeypatch.setattr(publishing, "LASTS_SECONDS", -1)
    assert not _raw(page.run())
