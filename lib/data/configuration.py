"""What an installation says about itself: where its databases are and how it keeps time.

Read from ``.streamlit/secrets.toml`` (what the app needs), ``.streamlit/owner.toml`` (what only
the command line needs) and the environment (``TEJIDO_CONNECTIONS__MEMBERSHIP__URL`` …), which wins.
Without connections the embedded PostgreSQL under ``.data/`` is used.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import URL, make_url

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ROOT / ".streamlit" / "secrets.toml"
OWNERS = ROOT / ".streamlit" / "owner.toml"


class ConfigurationError(Exception):
    """A key of the configuration is missing or wrong; the message is one line and names the key."""


def _postgresql(value: str) -> str:
    try:
        url: URL = make_url(value)
    except Exception:
        raise ValueError("is not a database URL (postgresql://user:password@host/name)") from None
    if not url.drivername.startswith("postgresql"):
        raise ValueError("must be a PostgreSQL URL (postgresql://…)")
    # Plain postgresql:// would mean psycopg 3 to SQLAlchemy 2.1.
    return url.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a time zone (such as America/Chicago)") from None
    return value


class Connection(BaseModel):
    """Where one database is, as Streamlit's own ``[connections.NAME]`` sections say it."""

    model_config = ConfigDict(extra="ignore")
    url: Annotated[str, AfterValidator(_postgresql)]


class Connections(BaseModel):
    """The three databases; all of them or none."""

    model_config = ConfigDict(extra="forbid")
    membership: Connection
    incidents: Connection
    dashboard: Connection

    def url(self, database: str) -> str:
        """The URL of a database of the contract."""
        connection: Connection = getattr(self, database)
        return connection.url


class Organization(BaseModel):
    """How the organization keeps time."""

    model_config = ConfigDict(extra="forbid")
    name: str = "Tejido"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "America/Chicago"


class Configuration(BaseSettings):
    """An installation's configuration."""

    model_config = SettingsConfigDict(
        env_prefix="TEJIDO_", env_nested_delimiter="__", extra="forbid"
    )
    connections: Connections | None = None
    owners: Connections | None = None
    organization: Organization = Field(default_factory=Organization)
    data_directory: Path = ROOT / ".data"
    auth: dict[str, Any] | None = None
    """Streamlit's own section, which may stand in the same file."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the two files; a file that is not there says nothing."""
        files = (TomlConfigSettingsSource(settings_cls, path) for path in (SECRETS, OWNERS))
        return (init_settings, env_settings, *files)

    @property
    def is_embedded(self) -> bool:
        """Whether the embedded PostgreSQL holds the databases: only where none is configured."""
        return self.connections is None and self.owners is None


def _one_line(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    wording = {"missing": "is missing", "extra_forbidden": "is not a key that Tejido knows"}
    return f"configuration: {where}: {wording.get(first['type'], reason)}"


@cache
def configuration() -> Configuration:
    """The configuration of this process.

    :raises ConfigurationError: if a key is missing or wrong, naming it.
    """
    try:
        return Configuration()
    except ValidationError as error:
        raise ConfigurationError(_one_line(error)) from None
    except ValueError as error:
        files = " or ".join(p.name for p in (SECRETS, OWNERS) if p.exists())
        raise ConfigurationError(f"configuration: {files}: is not valid TOML ({error})") from None
