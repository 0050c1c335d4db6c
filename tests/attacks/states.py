"""The states that a session and its account can be in, and what each leaves open."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.access import accounts, sessions
from lib.access.accounts import Account
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Refusal
from lib.pages import PAGES, Page
from tests.attacks.target import ELSEWHERE, HOME, run

ROLE_NAMES = tuple(ROLES)
PASSWORD = "a sentence that nobody else would say"
EVERY = frozenset({"west", "midwest", "northeast", "southeast", "southwest", "unknown"})

Spoil = Callable[[str, str], None]


@dataclass(frozen=True)
class Left:
    """What is left open: the sentence that refuses everything, or a role and its regions."""

    refusal: Refusal | None = None
    role: str = ""
    regions: frozenset[str] = frozenset()

    def opens(self, page: Page) -> bool:
        """Whether a page opens."""
        if page.permission is None:
            return page.path != "home"
        return self.refusal is None and page.permission in held(self.role)


def held(role: str) -> frozenset[Permission]:
    """What a role holds; ``both`` is national leadership that previews an administrator."""
    if role == "both":
        return ROLES["national"].permissions & ROLES["administrator"].permissions
    return ROLES[role].permissions


def _left(role: str) -> Left:
    regions = {"organizer": frozenset({HOME}), "national": EVERY}.get(role, frozenset())
    return Left(None, role, regions)


@dataclass(frozen=True)
class State:
    """A state: how it comes about, and what it leaves open to a role."""

    name: str
    spoil: Spoil
    left: Callable[[str], Left]


def _sql(column: str, value: str) -> Spoil:
    def spoil(username: str, _token: str) -> None:
        run(f"UPDATE dashboard.account SET {column} = {value} WHERE username = :u", u=username)

    return spoil


def _session(change: str) -> Spoil:
    def spoil(_username: str, token: str) -> None:
        digest = sessions.hash_of(token)
        run(f"UPDATE dashboard.session SET {change} WHERE token_hash = :h", h=digest)

    return spoil


def _unused(username: str, _token: str) -> None:
    old = "now() - interval '3 years'"
    run(
        f"UPDATE dashboard.account SET last_used_at = {old}, created_at = {old}"
        " WHERE username = :u",
        u=username,
    )


def _sign_out(_username: str, token: str) -> None:
    found = sessions.find(token)
    assert found is not None
    sessions.end(found)


def _other_role(username: str, _token: str) -> None:
    found = accounts.find(username)
    assert found is not None
    other = "partner" if found.role != "partner" else "administrator"
    accounts.set_role(username, other)


def _over(_role: str) -> Left:
    return Left(Refusal.SESSION_OVER)


def _always(refusal: Refusal) -> Callable[[str], Left]:
    return lambda _role: Left(refusal)


def _without_region(role: str) -> Left:
    return Left(Refusal.NO_REGION) if role == "organizer" else _left(role)


def _moved(role: str) -> Left:
    return Left(None, role, frozenset({ELSEWHERE})) if role == "organizer" else _left(role)


def _previewing_nothing(role: str) -> Left:
    return Left(Refusal.NO_ROLE) if role == "national" else _left(role)


def _as_partner(role: str) -> Left:
    return Left(None, "partner") if role == "national" else _left(role)


def _as_organizer(role: str) -> Left:
    return _left("organizer") if role == "national" else _left(role)


def _as_administrator(role: str) -> Left:
    # Only what national leadership and administrators both may: a previewed role adds nothing.
    return Left(None, "both") if role == "national" else _left(role)


STATES = (
    State("as it should be", lambda *_: None, _left),
    State("idle too long", _session("last_seen_at = now() - interval '31 minutes'"), _over),
    State("too old", _session("created_at = now() - interval '13 hours'"), _over),
    State("revoked", lambda username, _: _revoke(username), _over),
    State("signed out", _sign_out, _over),
    State("waits for a code", _session("awaits = 'code'"), _over),
    State("waits for a second factor", _session("awaits = 'enrolment'"), _over),
    State("password changed", lambda u, _: accounts.set_password(u, PASSWORD), _over),
    State("role changed", _other_role, _over),
    State("account closed", lambda u, _: accounts.disable(u), _over),
    State("account removed", lambda u, _: accounts.remove(u), _over),
    State("closed in the database", _sql("disabled_at", "now()"), _always(Refusal.NO_ACCOUNT)),
    State("not used for long", _unused, _always(Refusal.NO_ACCOUNT)),
    State("no region", _sql("regions", "'{}'"), _without_region),
    State("a region of nobody's", _sql("regions", "'{atlantis}'"), _without_region),
    State("every region by a sign", _sql("regions", "'{*}'"), _without_region),
    State("place unknown alone", _sql("regions", "'{unknown}'"), _without_region),
    State("another region", _sql("regions", f"'{{{ELSEWHERE}}}'"), _moved),
    State("an unknown role", _sql("role", "'treasurer'"), _always(Refusal.NO_ROLE)),
    State("no role", _sql("role", "''"), _always(Refusal.NO_ROLE)),
    State("partner in the database", _sql("role", "'partner'"), lambda _: Left(None, "partner")),
    State("views as partner", _session("view_as = 'partner'"), _as_partner),
    State(
        "views as organizer",
        _session(f"view_as = 'organizer', view_as_regions = '{{{HOME},unknown}}'"),
        _as_organizer,
    ),
    State("views as administrator", _session("view_as = 'administrator'"), _as_administrator),
    State("views as nobody", _session("view_as = 'treasurer'"), _previewing_nothing),
)


def _revoke(username: str) -> None:
    assert sessions.revoke_all(username, actor=None)


def begun(username: str, role: str) -> str:
    """A new account of a role, of the home region where it needs one, and its session's token."""
    accounts.add(username, None, role, (HOME,) if role == "organizer" else ())
    return token_of(username)


def token_of(username: str) -> str:
    """The token of a new session of an account."""
    found = accounts.find(username)
    assert isinstance(found, Account)
    return sessions.begin(found, "attack")


GUARDED = tuple(page for page in PAGES if page.permission is not None)
