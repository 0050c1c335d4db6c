"""``python -m tests.benchmarks.open_data_speed DIRECTORY``: requests a second of open data.

Beside a bare Starlette route that answers with the same bytes, by one process, in turns: the open
data's routes by themselves, and through all of the dashboard's middleware. The directory holds a
demo that has published. A round is so many requests by so many clients that keep their connection.
"""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.benchmarks.servers import serving

CLIENTS, REQUESTS, ROUNDS = 8, 150, 7
FILE = "/open-data/releases/1/datapackage.json"
PATHS = {"bare": f"/bare{FILE}", "routes": f"/routes{FILE}", "dashboard": FILE}
TARGET = 0.7


def make() -> Any:
    """The application: bare Starlette, the routes alone, and the dashboard, told apart by path."""
    from dashboard import app
    from lib.publication import open_data
    from lib.serving.open_data import ROUTES

    content = open_data.file(1, "datapackage.json")

    async def answer(_request: Request) -> Response:
        return Response(content.content, media_type=content.media_type)

    bare = Starlette(routes=[Route(FILE, answer)])
    alone = Starlette(routes=ROUTES)

    async def apart(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        for prefix, one in (("/bare", bare), ("/routes", alone)):
            if path.startswith(prefix):
                await one({**scope, "path": path[len(prefix) :]}, receive, send)
                return
        await app(scope, receive, send)

    return apart


async def _client(port: int, path: str, requests: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    sent = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode()
    for _ in range(requests):
        writer.write(sent)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


async def _round(port: int, path: str) -> float:
    begun = time.perf_counter()
    await asyncio.gather(*(_client(port, path, REQUESTS) for _ in range(CLIENTS)))
    return CLIENTS * REQUESTS / (time.perf_counter() - begun)


async def _measure(port: int) -> dict[str, Any]:
    rates: dict[str, list[float]] = {name: [] for name in PATHS}
    for number in range(ROUNDS + 1):
        for name, path in PATHS.items():
            rate = await _round(port, path)
            # The first round warms up.
            if number:
                rates[name].append(rate)
    middle = {name: round(statistics.median(each)) for name, each in rates.items()}
    shares = {
        name: round(statistics.median(b / a for a, b in zip(rates["bare"], each, strict=True)), 2)
        for name, each in rates.items()
    }
    return {"requests_per_second": middle, "beside_bare": shares, "target": TARGET}


def measure(directory: Path) -> dict[str, Any]:
    """Start the application in a process of its own and ask it in turns."""
    application = "tests.benchmarks.open_data_speed:make"
    quiet = ("--log-level", "warning", "--no-access-log")
    with serving("uvicorn", "--factory", application, *quiet, directory=directory) as server:
        return asyncio.run(_measure(server.port))


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1])), indent=2))
