"""Middleware: files that never change, packed for who takes that; Streamlit sends them as they are.

What it answers for is a list, made at the start: an address that is not on it goes on to whoever
answers for it, so no path is ever put together from what a client says.

    python -m lib.serving.static_files

packs what a first visit fetches while an image is built.
"""

import mimetypes
import os
import re
from functools import cache
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.data.configuration import ROOT
from lib.serving.codings import chosen
from lib.serving.components import STREAMLIT, first_files
from lib.serving.mended import content, is_mended
from lib.serving.packing import Packing, Source

OURS = ROOT / "pages" / "static"
KEPT = ROOT / ".data" / "packed"
"""Where packed files are kept if it can be written: beside what they are made of, for all who serve
it. Else in the data directory, as of services that may write nowhere else."""
_BELOW = {"/static/": STREAMLIT / "static", "/app/static/": OURS}
_PACKED = {".js", ".css", ".svg", ".json", ".txt"}
"""What gets smaller; fonts and pictures are packed in themselves."""
_NAMED_BY_HASH = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"

PACKING = Packing(KEPT, read=content)
"""What is packed in this process."""


@cache
def files() -> dict[str, Path]:
    """Every address that is answered, with its file; a link to elsewhere is none."""
    return {
        begin + file.relative_to(folder).as_posix(): file
        for begin, folder in _BELOW.items()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


class StaticFiles:
    """Answers for files that never change."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or pass the request on."""
        is_asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        path = files().get(scope["path"]) if is_asked else None
        try:
            answer = await _answer(path, Request(scope)) if path else self._app
        except OSError:
            # It was there at the start.
            answer = self._app
        await answer(scope, receive, send)


async def _answer(path: Path, request: Request) -> Response:
    status = os.stat(path)
    headers = {"cache-control": _lasts(request.url.path)}
    kind = mimetypes.guess_type(path)[0]
    if path.suffix not in _PACKED:
        plain = FileResponse(path, headers=headers, media_type=kind, stat_result=status)
        return _unchanged(request, plain.headers["etag"], headers) or plain
    source = PACKING.known(path, status)
    if source is None:
        source = await to_thread.run_sync(PACKING.open, path)
    coding = chosen(",".join(request.headers.getlist("accept-encoding")), source.forms)
    headers |= {"vary": "Accept-Encoding", "etag": _tag(source, coding)}
    if unchanged := _unchanged(request, headers["etag"], headers):
        return unchanged
    if not coding and not is_mended(path):
        return FileResponse(path, headers=headers, media_type=kind, stat_result=status)
    form = source.forms[coding] if coding else await to_thread.run_sync(content, path)
    # A part of what is packed is of no use without the rest, so none is offered.
    headers |= {"accept-ranges": "none"} | ({"content-encoding": coding} if coding else {})
    headers["content-length"] = str(len(form))
    return Response(form if request.method == "GET" else b"", headers=headers, media_type=kind)


def _tag(source: Source, coding: str) -> str:
    """Each form has a tag of its own: it is told apart by every byte (RFC 9110, 8.8.1)."""
    return f'"{source.sha256[:20]}{coding and "-"}{coding}"'


def _unchanged(request: Request, tag: str, headers: dict[str, str]) -> Response | None:
    """The answer to who has this very form already."""
    said = request.headers.get("if-none-match", "")
    known = {each.strip().removeprefix("W/") for each in said.split(",")}
    return (
        Response(status_code=304, headers=headers | {"etag": tag}) if {tag, "*"} & known else None
    )


def _lasts(path: str) -> str:
    """How long a file may be kept: for ever if its name has its hash, as Streamlit's all have."""
    return FOREVER if path.startswith("/static/") or _NAMED_BY_HASH.search(path) else A_DAY


def main() -> None:
    """Pack what a first visit fetches, here and now: for an image that no process can write to."""
    for path in first_files():
        PACKING.pack(path)


if __name__ == "__main__":
    main()
