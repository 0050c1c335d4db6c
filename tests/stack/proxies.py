"""The proxies of deploy/, as they stand there but for addresses, and without TLS."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.stack.programs import program, running

DEPLOY = Path(__file__).parents[2] / "deploy"
_NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  {site}
}}
"""


@contextmanager
def nginx(folder: Path, port: int, processes: Sequence[int]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run nginx at a port before processes for the length of a block."""
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"^    ssl_.*\n", "", site, flags=re.MULTILINE)
    site = _put(site, "listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    site = _put(site, "server_name tejido.example.org;", "server_name localhost;")
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, site=_before(site, processes)), "utf-8")
    command = [program("nginx"), "-c", str(settings), "-e", str(folder / "nginx-error.log")]
    with running(command, folder / "nginx.log", port) as process:
        yield process


@contextmanager
def haproxy(folder: Path, port: int, processes: Sequence[int]) -> Iterator[None]:
    """Run HAProxy at a port before processes for the length of a block."""
    site = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    site = re.sub(r"bind :443 .*", f"bind 127.0.0.1:{port}", site)
    site = _put(site, "X-Forwarded-Proto https", "X-Forwarded-Proto http")
    settings = folder / "haproxy.cfg"
    settings.write_text(_before(site, processes), encoding="utf-8")
    with running([program("haproxy"), "-db", "-f", str(settings)], folder / "haproxy.log", port):
        yield


def _before(site: str, processes: Sequence[int]) -> str:
    """The example before these processes, of which there may be fewer than it has."""
    for at, example in enumerate((8501, 8502, 8503)):
        if at < len(processes):
            site = _put(site, f"127.0.0.1:{example}", f"127.0.0.1:{processes[at]}")
        else:
            site = re.sub(rf"^.*127\.0\.0\.1:{example}.*\n", "", site, flags=re.MULTILINE)
    return site


def _put(site: str, example: str, ours: str) -> str:
    assert site.count(example) == 1, f"the example has {example!r} {site.count(example)} times"
    return site.replace(example, ours)
