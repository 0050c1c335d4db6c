"""Files that never change: packed for who takes that, and nothing but what is on the list."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.serving import static_files
from lib.serving.codings import CODINGS, unpacked
from lib.serving.packing import Packing
from lib.serving.static_files import StaticFiles

SCRIPT = b"export const answer = 42;\n" * 400
FONT = bytes(range(256)) * 8
ADDRESS, FONT_ADDRESS = "/static/js/index.12345678.js", "/static/media/icons.12345678.woff2"


async def _beyond(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"beyond: {request.url.path}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Streamlit's files, and ours in a folder beside them."""
    for name, content in {
        "js/index.12345678.js": SCRIPT,
        "media/icons.12345678.woff2": FONT,
        "ours/map.json": b'{"type": "Topology"}' * 50,
        "ours/fonts/icons.0123456789ab.woff2": FONT,
        "secret.toml": b"outside",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "js" / "linked.js").symlink_to(tmp_path / "secret.toml")
    below = {f"/static/{part}/": tmp_path / part for part in ("js", "media")}
    monkeypatch.setattr(static_files, "_BELOW", below | {"/app/static/": tmp_path / "ours"})
    monkeypatch.setattr(static_files, "PACKING", Packing(tmp_path / "packed"))
    static_files.files.cache_clear()
    yield tmp_path
    static_files.files.cache_clear()


@pytest.fixture
def client(folder: Path) -> TestClient:
    for file in static_files.files().values():
        static_files.PACKING.pack(file)
    routes = [Route("/{rest:path}", _beyond, methods=["GET", "HEAD", "POST"])]
    app = Starlette(routes=routes, middleware=[Middleware(StaticFiles)])
    return TestClient(app, headers={"accept-encoding": "identity"})


def raw(client: TestClient, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """An answer and its body as it was sent."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with client.stream("GET", path, headers=sent) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("coding", CODINGS)
def test_each_client_gets_the_same_file_in_its_coding(client: TestClient, coding: str) -> None:
    answer, body = raw(client, ADDRESS, accept_encoding=coding)
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert int(answer.headers["content-length"]) == len(body) < len(SCRIPT) / 50
    assert unpacked(body, coding) == SCRIPT
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_no_cache_between_mixes_the_forms_up(client: TestClient) -> None:
    """Each answer says what it depends on, and each form has a tag of its own."""
    answers = [raw(client, ADDRESS, accept_encoding=c)[0] for c in ("identity", *CODINGS)]
    assert {answer.headers["vary"] for answer in answers} == {"Accept-Encoding"}
    tags = [answer.headers["etag"] for answer in answers]
    assert len(set(tags)) == 4
    for coding, tag in zip(("identity", *CODINGS), tags, strict=True):
        known, body = raw(client, ADDRESS, accept_encoding=coding, if_none_match=f'"x", W/{tag}')
        assert (known.status_code, body) == (304, b"")
        assert (known.headers["etag"], known.headers["vary"]) == (tag, "Accept-Encoding")
        assert "content-encoding" not in known.headers
    # Who has another form than the one that it would get now gets that.
    other, _body = raw(client, ADDRESS, accept_encoding="gzip", if_none_match=tags[0])
    assert other.status_code == 200


def test_a_part_is_one_of_the_file_and_of_nothing_packed(client: TestClient) -> None:
    part, body = raw(client, ADDRESS, range="bytes=10-19")
    assert (part.status_code, body) == (206, SCRIPT[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(SCRIPT)}"
    # Who takes it packed gets all of it, and is told not to ask.
    whole, body = raw(client, ADDRESS, range="bytes=10-19", accept_encoding="br")
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "none")
    assert unpacked(body, "br") == SCRIPT
    # What began as another form is not gone on with.
    tag = whole.headers["etag"]
    resumed, body = raw(client, ADDRESS, range="bytes=10-19", if_range=tag)
    assert (resumed.status_code, body) == (200, SCRIPT)
    nowhere, _ = raw(client, ADDRESS, range="bytes=999999-")
    assert nowhere.status_code == 416


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip"])
def test_head_says_what_get_says(client: TestClient, accepted: str) -> None:
    got, body = raw(client, ADDRESS, accept_encoding=accepted)
    head = client.head(ADDRESS, headers={"accept-encoding": accepted})
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)
    assert int(head.headers["content-length"]) == len(body)


def test_what_is_packed_in_itself_is_sent_as_it_is(client: TestClient) -> None:
    answer, body = raw(client, FONT_ADDRESS, accept_encoding="br, gzip")
    assert body == FONT
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "font/woff2"
    known, _ = raw(client, FONT_ADDRESS, if_none_match=answer.headers["etag"])
    assert known.status_code == 304


def test_what_is_named_by_its_hash_is_kept_for_ever_and_nothing_else_of_ours(
    client: TestClient,
) -> None:
    named, _ = raw(client, "/app/static/fonts/icons.0123456789ab.woff2")
    assert "immutable" in named.headers["cache-control"]
    unnamed, body = raw(client, "/app/static/map.json", accept_encoding="br")
    assert unnamed.headers["cache-control"] == "public, max-age=86400"
    assert unpacked(body, "br").startswith(b'{"type"')


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/static/js/../secret.toml",
        "/static/js/..%2fsecret.toml",
        "/static/js/%2e%2e/secret.toml",
        "/static/js/linked.js",  # a link to what is outside
        "/static/js/index.12345678.js/",
        "//static/js/index.12345678.js",
        "/static/js/index.12345678.js.br",
        "/static/js/",
        "/static/JS/index.12345678.js",
        "/static/js/index.12345678.js%00",
        "/packed/",
        "/" + "a" * 20_000,
    ],
)
def test_what_is_not_on_the_list_is_not_answered_here(client: TestClient, path: str) -> None:
    assert client.get(path).text.startswith("beyond: ")


def test_nothing_is_sent_to_a_form(client: TestClient) -> None:
    assert client.post(ADDRESS).text.startswith("beyond: ")


def test_several_headers_and_long_ones_count_as_one_and_are_no_error(client: TestClient) -> None:
    several = [("accept-encoding", "identity;q=0.1"), ("accept-encoding", "br")]
    assert client.get(ADDRESS, headers=several).headers["content-encoding"] == "br"
    answer, body = raw(client, ADDRESS, accept_encoding="x," * 30_000 + "br")
    assert (answer.status_code, body) == (200, SCRIPT)
    answer, body = raw(client, ADDRESS, if_none_match='"x",' * 20_000)
    assert (answer.status_code, body) == (200, SCRIPT)


def test_a_file_that_changes_is_another_and_one_that_is_gone_is_passed_on(
    client: TestClient, folder: Path
) -> None:
    before, _ = raw(client, ADDRESS, accept_encoding="br")
    changed = SCRIPT.replace(b"42", b"43")
    (folder / "js" / "index.12345678.js").write_bytes(changed)
    # Until it is packed anew it is sent as it is, under a tag of its own.
    after, body = raw(client, ADDRESS, accept_encoding="br")
    assert body == changed
    assert after.headers["etag"] not in ("", before.headers["etag"])
    (folder / "js" / "index.12345678.js").unlink()
    assert client.get(ADDRESS).text.startswith("beyond: ")


@pytest.mark.parametrize("accepted", ["identity", "br"])
def test_what_is_mended_is_sent_mended_to_everyone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, accepted: str
) -> None:
    """Also to who takes nothing packed, and in no part: its length is another than the file's."""
    changed = SCRIPT.replace(b"42", b"421")
    monkeypatch.setattr(static_files, "content", lambda _: changed)
    monkeypatch.setattr(static_files, "is_mended", lambda path: path.name.startswith("index."))
    packing = Packing(folder / "packed", read=lambda _: changed)
    monkeypatch.setattr(static_files, "PACKING", packing)
    packing.pack(folder / "js" / "index.12345678.js")
    client = TestClient(Starlette(middleware=[Middleware(StaticFiles)]))
    answer, body = raw(client, ADDRESS, accept_encoding=accepted, range="bytes=0-9")
    assert (answer.status_code, answer.headers["accept-ranges"]) == (200, "none")
    assert (body if accepted == "identity" else unpacked(body, accepted)) == changed
    assert int(answer.headers["content-length"]) == len(body)
    known, _ = raw(client, ADDRESS, accept_encoding=accepted, if_none_match=answer.headers["etag"])
    assert known.status_code == 304
