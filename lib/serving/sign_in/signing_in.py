"""The pages by which a session is begun and ended: a function a page, of the request for it."""

from starlette.responses import Response

from lib.access import sessions
from lib.access import sign_in as begin
from lib.access.sessions import CODE, ENROLMENT
from lib.access.sign_in import WrongCredentials
from lib.language import N_, _
from lib.serving.sign_in import provider
from lib.serving.sign_in.visits import Visit

WRONG_PASSWORD = N_("That username and password do not go together. Try again.")
WRONG_CODE = N_("That code is not right, or was used before. Try the next one.")
_STEPS = {CODE: "/sign-in/code", ENROLMENT: "/sign-in/second-factor"}


def sign_in(visit: Visit) -> Response:
    """Ask for username and password, and begin a session with them."""
    session = visit.session()
    if session is not None and not visit.is_sent:
        return visit.go(visit.link(_STEPS[session.awaits])) if session.awaits else visit.go_on()
    username, error = visit.form.get("username", ""), ""
    if visit.is_sent:
        try:
            token = begin.with_password(
                username,
                visit.form.get("password", ""),
                address=visit.address,
                device=visit.device,
                local=visit.is_local,
            )
        except WrongCredentials:
            error = _(WRONG_PASSWORD)
        else:
            return _next_step(visit, token)
    values = {"username": username, "error": error, "has_provider": provider.is_configured()}
    return visit.page("sign_in", status=401 if error else 200, **values)


def _next_step(visit: Visit, token: str) -> Response:
    session = sessions.find(token)
    if session is not None and session.awaits:
        return visit.with_session(visit.go(visit.link(_STEPS[session.awaits])), token)
    return visit.go_on(token)


def code(visit: Visit) -> Response:
    """Ask for a code of the second factor."""
    session = visit.session()
    if session is None or session.awaits != CODE:
        return visit.go(visit.link("/sign-in"))
    error = ""
    if visit.is_sent:
        try:
            token = begin.with_code(
                session, visit.form.get("code", ""), address=visit.address, device=visit.device
            )
        except WrongCredentials:
            error = _(WRONG_CODE)
        else:
            return visit.go_on(token)
    return visit.page("code", status=401 if error else 200, error=error)


def sign_out(visit: Visit) -> Response:
    """End the session."""
    session = visit.session()
    if session is not None:
        sessions.end(session)
    return visit.without_session(visit.go(visit.link("/sign-in")))


def to_provider(visit: Visit) -> Response:
    """On to the identity provider."""
    if not provider.is_configured():
        return visit.go(visit.link("/sign-in"))
    response = visit.go(provider.login_path())
    provider.keep_way_on(visit.request, response, visit.way_on)
    return response


def identity(visit: Visit) -> Response:
    """Back from the provider: a session for the account of the address, if there is one."""
    person = provider.identity_of(visit.request) if provider.is_configured() else None
    if person is None:
        response: Response = visit.go(visit.link("/sign-in"))
    else:
        try:
            token = begin.with_provider(
                person.email,
                verified=person.verified,
                device=visit.device,
                local=visit.is_local,
            )
        except WrongCredentials:
            message = _(
                "Your organization knows you, but no account here has your address."
                " Ask whoever administers the dashboard for one."
            )
            response = visit.page("message", status=403, message=message, leads_to="/sign-in")
        else:
            # A page of our own goes on from here: on a redirection from the provider's site the
            # browser would hold the new cookie back.
            to = visit.link("/sign-in", next=provider.way_on(visit.request))
            page = visit.page("welcome", to=to)
            response = visit.with_session(page, token)
    provider.forget(visit.request, response)
    return response
