"""What an installation says about itself: where its databases are and how it keeps time.

Read from ``.streamlit/secrets.toml`` (what the app needs), ``.streamlit/owner.toml`` (what only
the command line needs) and the environment (``TEJIDO_CONNECTIONS__MEMBERSHIP__URL`` …), which wins.
Without connections the embedded PostgreSQL under ``.data/`` is used.

In profile ``public`` an installation serves what was published, and holds no other credentials.
"""

import re
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from lib.data import addresses
from lib.data.limits import Limits
from lib.data.operation import Metrics
from lib.data.pools import Databases
from lib.expected import Expected

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ROOT / ".streamlit" / "secrets.toml"
OWNERS = ROOT / ".streamlit" / "owner.toml"


class ConfigurationError(Expected):
    """A key of the configuration is missing or wrong; the message is one line and names the key."""


def _postgresql(value: str) -> str:
    return addresses.parsed(value).render_as_string(hide_password=False)


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


MARK_BYTES = 50_000
"""The largest file of a mark: it is in every page that is opened."""


def _mark(value: Path) -> Path:
    path = value if value.is_absolute() else ROOT / value
    try:
        content = path.read_bytes()
    except OSError:
        raise ValueError("is not a file that can be read") from None
    kind = {".svg": b"<svg" in content, ".png": content.startswith(b"\x89PNG\r\n\x1a\n")}
    if not kind.get(path.suffix):
        raise ValueError("is neither an SVG (.svg) nor a PNG (.png)")
    if len(content) > MARK_BYTES:
        raise ValueError(f"has {len(content):,} bytes; {MARK_BYTES:,} is the most")
    return path


NAME_LETTERS = 100
"""The longest name: it stands in every page's header."""
ABOUT_LETTERS = 1_500
"""The longest text of an organization about itself: numbers come after it."""


def _name(value: str) -> str:
    """Headers of mail, XML and YAML have no room for what can not be seen."""
    if not value.strip() or not value.isprintable() or len(value) > NAME_LETTERS:
        raise ValueError(f"is not one line of 1 to {NAME_LETTERS} letters that can be seen")
    return value


def _contact(value: str) -> str:
    if not re.fullmatch(r"https://[^\s<>\"]+|[^\s<>\"@:/]+@[a-z0-9.-]+", value):
        raise ValueError("is neither a mail address nor an address that begins with https://")
    return value


class Organization(BaseModel):
    """Whose dashboard it is, and how the organization keeps time.

    :ivar name: as the header and the public numbers say it.
    :ivar mark: the file of its mark, an SVG or a PNG; a relative path begins where Tejido is.
    :ivar about_en: what it does, in Markdown, heading the public page; ``about_es`` likewise.
    :ivar contact: whom to ask about public numbers: a mail address or an https one.
    """

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, AfterValidator(_name)] = "Tejido"
    mark: Annotated[Path, AfterValidator(_mark)] = ROOT / "pages" / "static" / "tejido.svg"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "America/Chicago"
    about_en: Annotated[str, Field(max_length=ABOUT_LETTERS)] | None = None
    about_es: Annotated[str, Field(max_length=ABOUT_LETTERS)] | None = None
    contact: Annotated[str, AfterValidator(_contact)] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The organization's time zone."""
        return ZoneInfo(self.time_zone)

    @model_validator(mode="after")
    def _both_languages(self) -> Self:
        if (self.about_en is None) != (self.about_es is None):
            raise ValueError("about_en and about_es go together: the page has two languages")
        return self


def _network(value: str) -> str:
    # A sign that stands for all of them would let everyone say where they come from.
    try:
        ip_network(value)
    except ValueError:
        raise ValueError("is neither an address nor a network (such as 10.0.0.0/8)") from None
    return value


class Access(BaseModel):
    """How accounts are guarded.

    :ivar key: seals the secrets of second factors and the addresses of sign-in tries.
    :ivar idle_minutes: without a sign of life that end a session.
    :ivar absolute_hours: after which a session ends in any case.
    :ivar unused_days: without a sign-in after which an account is closed.
    :ivar link_hours: that a link to set a password is good for.
    :ivar second_factor_roles: roles whose accounts need a second factor.
    :ivar provider_second_factor: whether the identity provider asks for one, so Tejido doesn't.
    :ivar trusted_proxies: addresses or networks whose word on a client's address is taken.
    """

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(min_length=32)] | None = None
    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 30
    absolute_hours: Annotated[int, Field(ge=1, le=7 * 24)] = 12
    unused_days: Annotated[int, Field(ge=1)] = 90
    link_hours: Annotated[int, Field(ge=1, le=14 * 24)] = 48
    second_factor_roles: tuple[str, ...] = ("national", "administrator")
    provider_second_factor: bool = False
    trusted_proxies: tuple[Annotated[str, AfterValidator(_network)], ...] = ()


def _host(value: str) -> str:
    if not re.fullmatch(r"(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", value):
        raise ValueError("is not the name of a host (such as tejido.example.org)")
    return value


def _origin(value: str) -> str:
    if not re.fullmatch(r"https://(\*\.)?[a-z0-9.-]+(:[0-9]+)?", value):
        raise ValueError("is not an origin (such as https://partner.example.org)")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}", value):
        raise ValueError("is not a mail address (such as tejido@example.org)")
    return value


def _dashboard(value: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+(:[0-9]+)?|http://localhost(:[0-9]+)?", value):
        raise ValueError("is not the dashboard's address (such as https://tejido.example.org)")
    return value


class Serving(BaseModel):
    """How the dashboard is reached.

    :ivar hosts: names by which browsers may ask for it, without port, beside this machine's own.
    :ivar tls_terminated: whether a proxy before it speaks HTTPS with everyone else.
    :ivar embedders: origins of partners whose sites may show the public page in a frame.
    :ivar limits: how much of the server one visitor may take.
    :ivar metrics: where a process tells its figures.
    :ivar log: how a process writes its log: lines for people, or JSON for what collects logs.
    :ivar refresh_hours: after which a source that was not refreshed makes a process unready; never
        unless given: an old refresh is told on every page, and other processes have no newer one.
    """

    model_config = ConfigDict(extra="forbid")
    hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    tls_terminated: bool = False
    embedders: tuple[Annotated[str, AfterValidator(_origin)], ...] = ()
    limits: Limits = Field(default_factory=Limits)
    metrics: Metrics = Field(default_factory=Metrics)
    log: Literal["text", "json"] = "text"
    refresh_hours: Annotated[int, Field(ge=1)] | None = None


class Audit(BaseModel):
    """How long the record of who looked at what is kept.

    :ivar keep_days: after which ``python -m lib audit prune`` takes a row away.
    """

    model_config = ConfigDict(extra="forbid")
    keep_days: int = Field(default=365, ge=1)


class Publication(BaseModel):
    """How releases are signed.

    :ivar signing_key: file of the organization's Ed25519 key; ``publication.key`` in the data
        directory unless given.
    """

    model_config = ConfigDict(extra="forbid")
    signing_key: Path | None = None


class Mail(BaseModel):
    """The mail server that briefs are handed to.

    :ivar security: ``starttls`` and ``tls`` check the server's certificate; ``none`` is for a
        server on this very machine.
    :ivar sender: the address that mail comes from.
    :ivar dashboard: the dashboard's own address, which links in mail begin with.
    :ivar ca_file: of the authority that signed the server's certificate; the system's unless given.
    :ivar timeout_seconds: for each answer of the server.
    :ivar tries: of reaching it in a run.
    """

    model_config = ConfigDict(extra="forbid")
    host: Annotated[str, Field(min_length=1)]
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: str | None = None
    sender: Annotated[str, AfterValidator(_address)]
    dashboard: Annotated[str, AfterValidator(_dashboard)]
    ca_file: Path | None = None
    timeout_seconds: Annotated[int, Field(ge=1, le=300)] = 30
    tries: Annotated[int, Field(ge=1, le=10)] = 3

    @model_validator(mode="after")
    def _in_clear_on_this_machine_alone(self) -> Self:
        if self.security == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("security: none is for a mail server on this machine alone")
        return self


class Digest(BaseModel):
    """What a brief by mail may tell, and where it may go.

    :ivar detail: ``none`` says that there is something, ``counts`` how much of what, ``full`` what.
    :ivar domains: of addresses that mail may go to; none: of any.
    """

    model_config = ConfigDict(extra="forbid")
    detail: Literal["none", "counts", "full"] = "none"
    domains: tuple[Annotated[str, AfterValidator(_host)], ...] = ()


_PRIVATE = ("connections", "owners", "publishers", "auth", "mail")
"""Sections that hold credentials of what is not public."""


class Configuration(BaseSettings):
    """An installation's configuration.

    :ivar profile: ``public`` serves the public page and the open data, and nothing else.
    :ivar mail: the mail server; without one nobody is mailed.
    :ivar public_reader: where published releases are read, as a role that may read nothing else.
    """

    model_config = SettingsConfigDict(
        env_prefix="TEJIDO_", env_nested_delimiter="__", extra="forbid"
    )
    profile: Literal["full", "public"] = "full"
    public_reader: Connection | None = None
    connections: Connections | None = None
    owners: Connections | None = None
    publishers: Connections | None = None
    databases: Databases = Field(default_factory=Databases)
    organization: Organization = Field(default_factory=Organization)
    access: Access = Field(default_factory=Access)
    serving: Serving = Field(default_factory=Serving)
    audit: Audit = Field(default_factory=Audit)
    mail: Mail | None = None
    digest: Digest = Field(default_factory=Digest)
    publication: Publication = Field(default_factory=Publication)
    data_directory: Path = ROOT / ".data"
    auth: dict[str, Any] | None = None
    """Streamlit's own section, which may stand in the same file."""

    @model_validator(mode="after")
    def _public_holds_nothing_else(self) -> Self:
        if not self.is_public:
            return self
        forbidden = [name for name in _PRIVATE if getattr(self, name) is not None]
        forbidden += ["access.key"] if self.access.key is not None else []
        forbidden += ["publication.signing_key"] if self.publication.signing_key is not None else []
        if forbidden:
            raise ValueError(f"{forbidden[0]}: must not be there in profile public; take it away")
        if self.public_reader is None:
            raise ValueError("public_reader.url: is missing (see .streamlit/secrets.toml.example)")
        return self

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
        return not self.is_public and self.connections is None and self.owners is None

    @property
    def is_public(self) -> bool:
        """Whether only what was published is served."""
        return self.profile == "public"


def _one_line(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    wording = {"missing": "is missing", "extra_forbidden": "is not a key that Tejido knows"}
    what = wording.get(first["type"], reason)
    return f"configuration: {where}: {what}" if where else f"configuration: {what}"


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
