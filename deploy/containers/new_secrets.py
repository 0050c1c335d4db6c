"""Make the secrets of compose.yaml, once: passwords, keys, and the settings that name them.

python3 deploy/containers/new_secrets.py tejido.example.org

They stand in ``deploy/secrets``, which git ignores and only its owner can enter; the files in it
can be read by the users of the containers, into which each is put by itself. What is there already
is left as it is. The certificate and its key, ``tls_certificate`` and ``tls_key``, are yours to put
there.
"""

import argparse
import re
import secrets
from collections.abc import Callable
from pathlib import Path

DIRECTORY = Path(__file__).parents[1] / "secrets"
ROLES = ("tejido_owner", "tejido_reader", "tejido_publisher", "tejido_public_reader")
PASSWORDS = ("postgres", "tejido_replicator", *ROLES)
SOURCES, DASHBOARD = ("membership", "incidents"), "dashboard"
USUAL = "tejido"
# Of the servers behind the two poolers a standby is read as long as one answers; whoever writes
# finds the primary among them, also after a promotion.
_EITHER = "pooler-replica:6432,pooler-primary:6432"
_STANDBY = "?target_session_attrs=prefer-standby"
_THEMSELVES = "primary:5432,replica:5432"


def settings_of_the_app(host: str, password: Callable[[str], str], prefix: str) -> str:
    """What the app needs: its three databases, what is published, its key, the name it has."""
    reader = f"postgresql://{prefix}_reader:{password('tejido_reader')}"
    lines = []
    for database in SOURCES:
        lines += [f"[connections.{database}]", f'url = "{reader}@{_EITHER}/{database}{_STANDBY}"']
    public = f"postgresql://{prefix}_public_reader:{password('tejido_public_reader')}"
    return "\n".join(
        [
            *lines,
            f"[connections.{DASHBOARD}]",
            f'url = "{reader}@{_EITHER}/{DASHBOARD}"',
            "[public_reader]",
            f'url = "{public}@{_EITHER}/{DASHBOARD}{_STANDBY}"',
            *_named(prefix),
            "[serving]",
            f'hosts = ["{host}"]',
            "[access]",
            f'key = "{secrets.token_urlsafe(32)}"',
            "",
        ]
    )


def _named(prefix: str) -> list[str]:
    """How the settings say what the names of roles begin with, where it is not the usual."""
    return [] if prefix == USUAL else ["[databases]", f'role_prefix = "{prefix}"']


def settings_of_the_owner(password: Callable[[str], str], prefix: str) -> str:
    """What commands need: the owner's addresses and the publisher's, of the servers themselves."""
    lines = []
    for section, role in (("owners", "owner"), ("publishers", "publisher")):
        for database in (*SOURCES, DASHBOARD):
            login = f"{prefix}_{role}:{password(f'tejido_{role}')}"
            url = f"postgresql://{login}@{_THEMSELVES}/{database}"
            lines += [f"[{section}.{database}]", f'url = "{url}"']
    return "\n".join([*lines, ""])


def make(directory: Path, host: str, prefix: str = USUAL) -> list[str]:
    """Make what lacks.

    :param host: by which browsers ask for the dashboard.
    :param prefix: what the names of the organization's four roles begin with.
    :return: the names of the files that were made.
    """
    directory.mkdir(mode=0o700, exist_ok=True)
    made = []

    def write(name: str, text: str) -> None:
        file = directory / name
        if not file.exists():
            file.write_text(text, encoding="utf-8")
            file.chmod(0o444)
            made.append(name)

    def password(role: str) -> str:
        return (directory / role).read_text(encoding="utf-8")

    for name in PASSWORDS:
        write(name, secrets.token_hex(24))
    write("secrets.toml", settings_of_the_app(host, password, prefix))
    write("owner.toml", settings_of_the_owner(password, prefix))
    return made


def main() -> None:
    """Make them, and say which and what is left to do."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host", help="by which browsers ask for the dashboard")
    parser.add_argument(
        "--role-prefix",
        default=USUAL,
        help="what the names of the four roles begin with; say it as ROLE_PREFIX to compose, too",
    )
    said = parser.parse_args()
    host = said.host.lower()
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
        parser.error(f"{host}: is not the name of a host (such as tejido.example.org)")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", said.role_prefix):
        parser.error(f"{said.role_prefix}: is not made of a to z, 0 to 9 and single _")
    made = make(DIRECTORY, host, said.role_prefix)
    print(f"made in {DIRECTORY}: {', '.join(made) or 'nothing, all is there'}")
    lacking = [n for n in ("tls_certificate", "tls_key") if not (DIRECTORY / n).exists()]
    if lacking:
        print(f"put there yourself: {' and '.join(lacking)} (PEM, read by user 10001)")


if __name__ == "__main__":
    main()
