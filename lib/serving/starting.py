"""What must hold before pages are served; else the start ends, and says what to do."""

from ipaddress import ip_address

from lib.access import accounts
from lib.data import engines
from lib.data.configuration import Configuration, ConfigurationError, configuration
from lib.data.contract import DATABASES
from lib.data.doctor import Finding, unsafe
from lib.data.errors import Unavailable
from lib.data.role_names import names

_EXAMPLE = "(see .streamlit/secrets.toml.example)"


def is_exposed(address: str, config: Configuration) -> bool:
    """Whether anyone beyond this machine can be served: by the address, or by a proxy before it.

    A proxy on this machine is told apart by the names that it is asked for: without any configured,
    only those of this machine are answered.
    """
    return bool(config.serving.hosts) or not _is_loopback(address)


def check_connections() -> None:
    """See that the configuration says where the databases are; connects to none.

    :raises ConfigurationError: naming the one that is not said.
    """
    if configuration().is_public:
        engines.public_reader()
        return
    for database in DATABASES:
        engines.reader(database)


def check_exposure(address: str) -> None:
    """Refuse to serve others what should stay on this machine, or over what can be listened to.

    :raises ConfigurationError: naming the first thing that lacks.
    """
    config = configuration()
    if not is_exposed(address, config):
        return
    if not config.serving.hosts:
        raise ConfigurationError(
            f"configuration: serving.hosts: is empty, and {address} can be reached by others;"
            f" name the hosts that browsers ask for {_EXAMPLE}, or listen on localhost"
        )
    if not config.serving.tls_terminated:
        raise ConfigurationError(
            "configuration: serving.tls_terminated: is not set; put a proxy that speaks HTTPS"
            f" before the dashboard and declare it {_EXAMPLE}"
        )
    if config.is_public:
        # Nobody signs in there, so there are neither secrets to seal nor accounts.
        return
    if config.access.key is None:
        raise ConfigurationError(
            "configuration: access.key: is missing; give it 32 random characters or more, such as"
            " python -c 'import secrets; print(secrets.token_urlsafe(32))' prints"
        )
    if not config.access.trusted_proxies:
        raise ConfigurationError(
            "configuration: access.trusted_proxies: is empty, so all tries at signing in would"
            " count as the proxy's own and one stranger keep everyone waiting; name the address"
            f" that the proxy connects from, such as 127.0.0.1 {_EXAMPLE}"
        )
    check_no_demo()


def check_no_demo_is_asked_for(address: str) -> None:
    """Refuse to invent an organization that others would see, before anything of it is made.

    :raises ConfigurationError: if there are no databases but the embedded one, never begun.
    """
    config = configuration()
    if is_exposed(address, config) and not (config.data_directory / "postgresql").exists():
        raise ConfigurationError(
            "configuration: connections: are missing, and the invented organization is for this"
            f" machine alone; name the databases {_EXAMPLE}, or take serving.hosts away and listen"
            " on localhost"
        )


def check_no_demo() -> None:
    """Refuse accounts whose password everyone can read in the documentation.

    :raises ConfigurationError: naming them.
    """
    try:
        demo = [account.username for account in accounts.all_accounts() if account.is_demo]
    except Unavailable:
        # Nobody can sign in either until the database answers, and then it is looked at again.
        return
    if demo:
        raise ConfigurationError(
            f"configuration: accounts: {', '.join(demo)} have the demo's password; take them away"
            f" with python -m lib accounts remove {demo[0]}"
        )


def check_databases() -> list[str]:
    """Refuse databases that would show the app more than it may see.

    :return: the databases that do not answer yet, to be looked at again.
    :raises ConfigurationError: naming the first thing that is wrong, and how to mend it.
    """
    if configuration().is_public:
        return _check_public_reader()
    silent = []
    for database in DATABASES:
        try:
            findings = unsafe(database)
        except Unavailable:
            silent.append(database)
            continue
        if findings:
            raise ConfigurationError(_refusal(findings[0]))
    return silent


def _check_public_reader() -> list[str]:
    """Refuse a role that can read more than what was published."""
    # Only here: it loads what releases are made with, which no other start needs.
    from lib.publication import open_data

    try:
        more = open_data.excess_privileges()
    except Unavailable:
        return ["dashboard"]
    if more:
        raise ConfigurationError(
            f"configuration: public_reader.url: its role may read {more[0]}; use"
            f" {names().public_reader} as python -m lib migrate makes it"
        )
    return []


def _refusal(finding: Finding) -> str:
    return (
        f"configuration: {finding.database} database: {finding.what}; mend it with: {finding.mend}"
    )


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
