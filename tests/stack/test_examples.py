"""What the programs themselves say of the examples of deploy/: nothing."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.certificates import self_signed
from tests.docs.test_containers import CONTAINERFILE
from tests.stack.processes import ROOT
from tests.stack.programs import program

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit.name for unit in UNITS if unit.suffix == ".service"]
EXPOSURE = "14"
"""Of 100, less is better: what systemd says of each, so that no wall is taken down unseen."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of its own with its key, in one file, as HAProxy takes it, and nginx too."""
    file = tmp_path_factory.mktemp("certificate") / "tejido.pem"
    return self_signed(file, "tejido.example.org")


def said(*command: object) -> tuple[int, str]:
    """How a command ends and what it says."""
    done = subprocess.run(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def checked(settings: Path, folder: Path) -> None:
    """Let nginx look at its settings; a warning is a fault, too."""
    code, told = said(program("nginx"), "-t", "-q", "-c", settings, "-e", folder / "error.log")
    assert (code, told) == (0, "")
    assert (folder / "error.log").read_text(encoding="utf-8") == ""


def in_folder(settings: str, folder: Path) -> str:
    """The settings of the container, which can write to /tmp alone, for a folder."""
    return settings.replace("/tmp/", f"{folder}/").replace("stderr", f"{folder}/error.log")


def test_nginx_takes_its_example_as_it_stands(tmp_path: Path, certificate: Path) -> None:
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"/etc/ssl/\S+(?=;)", str(certificate), site)
    main = (DEPLOY / "containers" / "nginx.conf").read_text(encoding="utf-8")
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    main = in_folder(main, tmp_path).replace("/etc/tejido", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    checked(tmp_path / "nginx.conf", tmp_path)


def test_nginx_takes_what_the_image_makes_of_it(tmp_path: Path, certificate: Path) -> None:
    """The example is changed by the very words of the Containerfile."""
    (tmp_path / "site.conf").write_bytes((DEPLOY / "nginx.conf").read_bytes())
    changes = re.findall(r"-e '([^']+)'", CONTAINERFILE)
    assert len(changes) == 7
    words = [word for change in changes for word in ("-e", change)]
    assert said("sed", "-i", *words, tmp_path / "site.conf") == (0, "")
    site = (tmp_path / "site.conf").read_text(encoding="utf-8")
    assert "server 10.231.17.3:8501" in site
    assert "server 10.231.17.4:8501" in site
    site = re.sub(r"/run/secrets/tls_\w+", str(certificate), site)
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    main = (DEPLOY / "containers" / "nginx.conf").read_text(encoding="utf-8")
    main = in_folder(main, tmp_path).replace("/etc/tejido", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    checked(tmp_path / "nginx.conf", tmp_path)


def test_haproxy_takes_its_example_as_it_stands(tmp_path: Path, certificate: Path) -> None:
    settings = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    settings = settings.replace("/etc/ssl/private/tejido.pem", str(certificate))
    (tmp_path / "haproxy.cfg").write_text(settings, encoding="utf-8")
    # With -dW a warning is a fault, too.
    code, told = said(program("haproxy"), "-c", "-dW", "-f", tmp_path / "haproxy.cfg")
    assert code == 0, told
    assert "WARNING" not in told


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units with this copy of Tejido in place of the one that they expect."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/tejido", str(ROOT))
        (folder / unit.name).write_text(text, encoding="utf-8")
    return folder


def test_systemd_finds_nothing_wrong_with_any_unit(units: Path) -> None:
    code, told = said(program("systemd-analyze"), "verify", *sorted(units.iterdir()))
    # Of other units of the machine, that these come after, it may say what it likes.
    ours = [line for line in told.splitlines() if re.search(r"tejido[-@]", line)]
    assert (code, ours) == (0, []), told


@pytest.mark.parametrize("name", SERVICES)
def test_no_wall_of_a_unit_is_taken_down(units: Path, name: str) -> None:
    asked = ("security", "--offline=true", f"--threshold={EXPOSURE}")
    code, told = said(program("systemd-analyze"), *asked, units / name)
    assert code == 0, told[-300:]
