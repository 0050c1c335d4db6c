"""What deploy/ runs in containers: every name, path, port, setting and command in it is there."""

import json
import os
import re
import shlex
import signal
import subprocess
import time
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from deploy.containers.new_secrets import PASSWORDS, make
from lib.data import configuration as module
from lib.serving.health import READY
from tests.docs.test_commands import COMMANDS
from tests.docs.test_version import VERSION
from tests.mutations.tree import DEPLOYED

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
SCRIPTS = ("every", "pooler", "primary", "replica")


def _instructions() -> Iterator[tuple[str, str]]:
    """Each instruction of the Containerfile with its words; lines that go on are one."""
    text = re.sub(r"^\s*#.*\n", "", CONTAINERFILE, flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, " ".join(rest.split())


def _stages() -> dict[str, list[tuple[str, str]]]:
    stages: dict[str, list[tuple[str, str]]] = {"": []}
    for word, rest in _instructions():
        if word == "FROM":
            base, _as, name = rest.split()
            assert (base, _as) == ("${DEBIAN}", "AS")
            stages[name] = []
        stages[[*stages][-1]].append((word, rest))
    return stages


STAGES = _stages()


def _names(service: dict[str, Any], key: str) -> set[str]:
    """What a service names under a key, in either form."""
    given = service.get(key, ())
    return {one if isinstance(one, str) else one["source"] for one in given}


@pytest.mark.slow
def test_the_compose_file_keeps_to_the_schema_of_the_compose_specification() -> None:
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(vendored.read_text("utf-8")))


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_shut_in(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].partition(":")[0]) > 0
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices", "env_file"} & {*service}
    # Of the machine it sees a script of ours, read only, and nothing else.
    for volume in service.get("volumes", ()):
        source, _target, *mode = volume.split(":")
        assert source in COMPOSE["volumes"] or ((DEPLOY / source).is_file() and mode == ["ro"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_name_of_a_service_is_declared(name: str) -> None:
    service = SERVICES[name]
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert _names(service, "secrets") <= set(COMPOSE["secrets"])
    if "build" in service:
        assert service["build"]["target"] in STAGES
        assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
        assert ROOT / service["build"]["dockerfile"] == DEPLOY / "Containerfile"
        assert service["image"].rpartition(":")[2] == VERSION
    else:
        # A minor version; what a digest is can't be seen without the registry.
        assert re.fullmatch(r"docker\.io/library/postgres:17\.\d+-bookworm", service["image"])


def test_only_the_proxy_is_reached_from_elsewhere_and_only_it_reaches_elsewhere() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    open_networks = {n for n, network in COMPOSE["networks"].items() if not network.get("internal")}
    reaching = [n for n, service in SERVICES.items() if open_networks & set(service["networks"])]
    assert reaching == ["proxy"]


def test_what_serves_pages_has_no_part_in_the_owners_addresses() -> None:
    holders = {name for name, each in SERVICES.items() if "owner.toml" in _names(each, "secrets")}
    assert holders == {"migrate", "refresh", "prune", "command"}
    assert not any("web" in SERVICES[name]["networks"] for name in holders)


def test_addresses_are_those_that_the_proxy_and_the_app_know() -> None:
    web = COMPOSE["networks"]["web"]["ipam"]["config"][0]["subnet"]
    fixed = {
        name: service["networks"]["web"]["ipv4_address"]
        for name, service in SERVICES.items()
        if "web" in service["networks"]
    }
    # The first address of the network is the machine's own.
    inside = set(map(str, [*ip_network(web).hosts()][1:]))
    assert set(fixed.values()) <= inside
    assert set(re.findall(r"10\.\d+\.\d+\.\d+", CONTAINERFILE)) == set(fixed.values()) - {
        fixed["proxy"]
    }
    for name in ("app-one", "app-two"):
        trusted = SERVICES[name]["environment"]["TEJIDO_ACCESS__TRUSTED_PROXIES"]
        assert [ip_address(each) for each in json.loads(trusted)] == [ip_address(fixed["proxy"])]


def test_commands_are_those_of_the_command_line() -> None:
    run = {
        command
        for service in SERVICES.values()
        if service["image"].startswith("localhost/tejido:")
        for command in service.get("command", ())
    }
    ((_, served),) = [each for each in STAGES["app"] if each[0] == "CMD"]
    words = json.loads(served)
    known = {option for each in COMMANDS["serve"].params for option in each.opts}  # type: ignore[attr-defined]
    assert {word for word in words if word.startswith("--")} <= known
    assert run | {words[0]} == {"migrate", "refresh", "audit prune", "audit verify", "serve"}
    assert run <= set(COMMANDS)
    entry = [SERVICES[name]["entrypoint"][0] for name in ("refresh", "prune")]
    assert all(f"/usr/local/bin/{name}" in entry for name in ["every"])
    assert COMMANDS["serve"]


def test_ports_are_those_that_the_images_listen_at() -> None:
    listening = {
        name: {int(rest) for word, rest in stage if word == "EXPOSE"}
        for name, stage in STAGES.items()
        if name
    }
    assert listening == {"app": {8501}, "pooler": {6432}, "proxy": {8443}}
    assert SERVICES["proxy"]["ports"] == ["443:8443"]
    assert "listen_port = 6432\n" in (DEPLOY / "containers" / "pgbouncer.ini").read_text("utf-8")
    assert SERVICES["app-one"]["healthcheck"] == SERVICES["app-two"]["healthcheck"]
    assert f"http://127.0.0.1:8501{READY}" in SERVICES["app-one"]["healthcheck"]["test"][-1]


def test_a_pooler_takes_all_connections_that_the_processes_may_open() -> None:
    settings = (DEPLOY / "containers" / "pgbouncer.ini").read_text(encoding="utf-8")
    most = re.search(r"^max_client_conn = (\d+)$", settings, re.MULTILINE)
    size = re.search(r"^default_pool_size = (\d+)$", settings, re.MULTILINE)
    assert most is not None
    assert size is not None
    pools = module.Databases()
    each = 3 * (pools.kept + pools.more) + pools.public_kept + pools.public_more
    assert int(most[1]) >= 2 * each
    # Two poolers, four pairs of database and role each, beside the commands and the replica.
    ours = SERVICES["primary"]["command"]
    taken = next(int(word.split("=")[1]) for word in ours if word.startswith("max_connections"))
    assert 2 * 4 * int(size[1]) + 10 <= taken


def test_settings_are_those_that_tejido_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECRETS", ROOT / "none.toml")
    monkeypatch.setattr(module, "OWNERS", ROOT / "none.toml")
    known = {name.upper() for name in module.Configuration.model_fields}
    given = dict(SERVICES["app-one"]["environment"])
    ((_, fixed),) = [each for each in STAGES["app"] if each[0] == "ENV"]
    given |= dict(word.partition("=")[::2] for word in shlex.split(fixed) if "TEJIDO_" in word)
    for name, value in given.items():
        assert name.removeprefix("TEJIDO_").partition("__")[0] in known
        monkeypatch.setenv(name, value)
    assert module.Configuration().serving.tls_terminated


def test_what_an_image_copies_is_there_and_let_in() -> None:
    lines = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() == lines
    assert "*" in lines
    let_in = [line[1:] for line in lines if line.startswith("!")]
    assert [each for each in let_in if not (ROOT / each).exists()] == []
    copied = set()
    for stage in STAGES.values():
        for word, rest in stage:
            if word == "COPY":
                *sources, _target = [part for part in rest.split() if not part.startswith("--")]
                copied |= set(sources)
    for source in copied:
        assert (ROOT / source).exists()
        assert any(f"{source}/".startswith(f"{e}/") or e.startswith(f"{source}/") for e in let_in)
    # All that is deployed, and of the settings nothing but what git keeps.
    assert {*DEPLOYED, "pyproject.toml", "requirements.txt"} <= copied
    assert [each for each in let_in if "streamlit" in each] == [".streamlit/config.toml"]


def test_images_are_built_from_locked_packages_and_run_as_a_user() -> None:
    assert CONTAINERFILE.count("--require-hashes") == CONTAINERFILE.count("pip install") == 1
    assert re.search(r"^ARG DEBIAN=docker\.io/library/debian:12\.\d+-slim$", CONTAINERFILE, re.M)
    for name in filter(None, STAGES):
        users = [rest for word, rest in STAGES[name] if word == "USER"]
        assert users == ["10001:10001"]
        assert STAGES[name][-1][0] in ("ENTRYPOINT", "CMD")


def test_programs_are_of_the_versions_that_the_examples_name() -> None:
    pinned = dict(re.findall(r'"([a-z0-9-]+)=([\d.]+)\.\*"', CONTAINERFILE))
    assert pinned == {
        "python3": "3.11",
        "python3-venv": "3.11",
        "pgbouncer": "1.18",
        "nginx-light": "1.22",
    }
    assert f"nginx {pinned['nginx-light']}" in (DEPLOY / "nginx.conf").read_text("utf-8")
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for named in (f"PgBouncer {pinned['pgbouncer']}", f"nginx {pinned['nginx-light']}"):
        assert named in operations
    assert SERVICES["primary"]["image"].rpartition("/")[2] in operations


def test_the_proxys_image_changes_what_the_example_has() -> None:
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    changes = re.findall(r"-e 's\|([^|]+)\|([^|]+)\|'", CONTAINERFILE)
    assert len(changes) == 6
    for before, after in changes:
        site, times = re.subn(before, after, site)
        assert times == 1, before
    left = "\n".join(line for line in site.splitlines() if "127.0.0.1:8503" not in line)
    left = re.sub(r"#.*", "", left)
    assert not re.search(r"example\.org|127\.0\.0\.1|/etc/ssl", left)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_one_that_a_shell_reads(script: str) -> None:
    subprocess.run(["sh", "-n", DEPLOY / "containers" / script], check=True)
    assert script in CONTAINERFILE or script in str(SERVICES)


def test_secrets_are_made_once_and_settings_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "secrets"
    made = make(directory, "tejido.example.org")
    assert {*made, "tls_certificate", "tls_key"} == set(COMPOSE["secrets"])
    assert {Path(each["file"]).name for each in COMPOSE["secrets"].values()} == {
        *COMPOSE["secrets"]
    }
    assert directory.stat().st_mode & 0o777 == 0o700
    before = {name: (directory / name).read_text() for name in made}
    assert len({before[name] for name in PASSWORDS}) == len(PASSWORDS)
    assert make(directory, "elsewhere.example.org") == []
    assert {name: (directory / name).read_text() for name in made} == before

    monkeypatch.setattr(module, "SECRETS", directory / "secrets.toml")
    monkeypatch.setattr(module, "OWNERS", directory / "owner.toml")
    settings = module.Configuration()
    assert settings.serving.hosts == ("tejido.example.org",)
    for name in ("secrets.toml", "owner.toml"):
        for section in tomllib.loads(before[name]).items():
            for url in re.findall(r"postgresql://[^']+", str(section)):
                found = re.fullmatch(r"postgresql://(\w+):(\w+)@([^/]+)/\w+(\?.*)?", url)
                assert found, url
                assert found[2] == before[found[1]]
                servers = dict(each.split(":") for each in found[3].split(","))
                assert set(servers) <= set(SERVICES)
                assert set(servers.values()) == {"5432" if "primary" in servers else "6432"}


def test_a_prefix_stands_in_every_login_and_in_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "secrets"
    make(directory, "tejido.example.org", "north")
    said = [(directory / name).read_text() for name in ("secrets.toml", "owner.toml")]
    logins = re.findall(r"postgresql://(\w+):(\w+)@", "".join(said))
    # The secrets keep their names.
    assert {(login, (directory / f"tejido{login[5:]}").read_text()) for login, _ in logins} == {
        *logins
    }
    roles = {"north_owner", "north_reader", "north_publisher", "north_public_reader"}
    assert {login for login, _ in logins} == roles
    monkeypatch.setattr(module, "SECRETS", directory / "secrets.toml")
    monkeypatch.setattr(module, "OWNERS", directory / "owner.toml")
    assert module.Configuration().databases.role_prefix == "north"


def test_what_runs_now_and_again_goes_on_after_a_failure_and_ends_when_told(
    tmp_path: Path,
) -> None:
    ran, python = tmp_path / "ran", tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$*" >>{ran}\ntest "$3" != refresh\n')
    python.chmod(0o755)
    process = subprocess.Popen(
        ["sh", DEPLOY / "containers" / "every", "3600", "refresh", "audit prune"],
        env={**os.environ, "PYTHON": str(python)},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 120
    while not ran.exists() or len(ran.read_text().splitlines()) < 2:
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 0
    assert ran.read_text().splitlines() == ["-m lib refresh", "-m lib audit prune"]
    assert said == "every: 'refresh' ended with 1\n"
