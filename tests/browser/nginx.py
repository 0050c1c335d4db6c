"""A real nginx before a dashboard below a path: at one port it keeps the path, at one strips it."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

_CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  map $http_upgrade $connection_upgrade {{ default upgrade; "" close; }}
  proxy_http_version 1.1;
  proxy_max_temp_file_size 0;
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  server {{
    listen 127.0.0.1:{keeping};
    location /{path}/ {{ proxy_pass http://127.0.0.1:{port}; }}
  }}
  server {{
    listen 127.0.0.1:{stripping};
    location /{path}/ {{ proxy_pass http://127.0.0.1:{port}/; }}
  }}
}}
"""


@contextmanager
def proxying(folder: Path, port: int, path: str, keeping: int, stripping: int) -> Iterator[None]:
    """Run nginx before a port for the length of a block.

    :param path: below which it passes everything on, with the path at one port and without at the
        other; all else is its own 404.
    """
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert binary, "there is no nginx: sh tests/browser/install-nginx"
    settings = folder / "nginx.conf"
    settings.write_text(
        _CONFIGURATION.format(
            folder=folder, port=port, path=path, keeping=keeping, stripping=stripping
        ),
        encoding="ascii",
    )
    process = subprocess.Popen([binary, "-c", str(settings), "-e", str(folder / "error.log")])
    try:
        _wait(process, f"http://127.0.0.1:{keeping}/{path}/_stcore/health")
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "nginx stopped at its start"
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nginx did not answer in time")
