"""What the sign-in pages do: a function a page, of the request that it is opened or sent by."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.access import (
    attempts,
    audit,
    one_time_links,
    passwords,
    sealing,
    second_factor,
    sessions,
    sign_in,
)
from lib.access.accounts import AccountError, set_password
from lib.access.audit import Event
from lib.access.database import rows
from lib.access.sessions import CODE, ENROLMENT, Session
from lib.access.sign_in import WrongCredentials
from lib.language import N_, _
from lib.serving.sign_in import provider
from lib.serving.sign_in.visits import HEADERS, Visit, endpoint, style
from lib.ui import svg

WRONG_PASSWORD = N_("That username and password do not go together. Try again.")
WRONG_CODE = N_("That code is not right, or was used before. Try the next one.")
_STEPS = {CODE: "/sign-in/code", ENROLMENT: "/sign-in/second-factor"}


def _sign_in(visit: Visit) -> Response:
    session = visit.session()
    if session is not None and not visit.is_sent:
        return visit.go(visit.link(_STEPS[session.awaits])) if session.awaits else visit.go_on()
    username, error = visit.form.get("username", ""), ""
    if visit.is_sent:
        try:
            token = sign_in.with_password(
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


def _code(visit: Visit) -> Response:
    session = visit.session()
    if session is None or session.awaits != CODE:
        return visit.go(visit.link("/sign-in"))
    error = ""
    if visit.is_sent:
        try:
            token = sign_in.with_code(
                session, visit.form.get("code", ""), address=visit.address, device=visit.device
            )
        except WrongCredentials:
            error = _(WRONG_CODE)
        else:
            return visit.go_on(token)
    return visit.page("code", status=401 if error else 200, error=error)


def _second_factor(visit: Visit) -> Response:
    """Set up a second factor, or get new recovery codes for the one that there is."""
    session = visit.session()
    if session is None or session.awaits == CODE:
        return visit.go(visit.link("/sign-in"))
    if session.account.has_second_factor:
        return _renew(visit, session)
    owner = f"enrolment:{session.number}"
    secret, error = second_factor.new_secret(), ""
    if visit.is_sent:
        try:
            secret = sealing.unseal(visit.form.get("secret", ""), owner)
        except sealing.Unsealable:
            return visit.go(visit.link("/sign-in/second-factor"))
        username = session.account.username
        codes = second_factor.enrol(
            session.account, secret, visit.form.get("code", ""), actor=username
        )
        if codes is not None:
            token = sign_in.replace(session, visit.device) if session.awaits else None
            page = visit.page("recovery_codes", codes=codes)
            return visit.with_session(page, token)
        error = _(WRONG_CODE)
    return visit.page(
        "second_factor",
        status=401 if error else 200,
        error=error,
        is_needed=session.awaits is not None,
        sealed=sealing.seal(secret, owner),
        spelled=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=svg.address(second_factor.picture(secret, session.account.username)),
    )


def _renew(visit: Visit, session: Session) -> Response:
    username, error = session.account.username, ""
    if visit.is_sent:
        attempt = attempts.begin(username, visit.address, "code")
        if second_factor.accept(username, visit.form.get("code", "")):
            attempt.succeeded()
            codes = second_factor.renew_recovery_codes(username, actor=username)
            return visit.page("recovery_codes", codes=codes)
        error = _(WRONG_CODE)
    left = second_factor.recovery_codes_left(username)
    return visit.page("renew", status=401 if error else 200, error=error, left=left)


def _password(visit: Visit) -> Response:
    session = visit.session()
    if session is None or session.awaits is not None:
        return visit.go(visit.link("/sign-in", next="/password"))
    username, error = session.account.username, ""
    if visit.is_sent:
        new = visit.form.get("new", "")
        attempt = attempts.begin(username, visit.address)
        kept = rows("password_hash", username=username)
        if not passwords.matches(visit.form.get("password", ""), kept[0]["password_hash"]):
            audit.record(Event.SIGN_IN_FAILED, actor=username, facts={"step": "password"})
            error = _("That is not your present password.")
        elif new != visit.form.get("again"):
            attempt.succeeded()
            error = _("The two new passwords are not the same.")
        else:
            attempt.succeeded()
            try:
                set_password(username, new, actor=username, but=session.number)
            except AccountError as problem:
                error = _(problem.message, **problem.values)
            else:
                message = _("Your password is changed, and your other sessions are ended.")
                return visit.page("message", message=message)
    status = 422 if error else 200
    return visit.page("password", status=status, error=error, username=username)


def _reset(visit: Visit) -> Response:
    token = str(visit.request.path_params["token"])
    username = one_time_links.holder(token)
    if username is None:
        message = _("This link is no longer good. Ask whoever administers the dashboard for one.")
        return visit.page("message", status=410, message=message)
    error = ""
    if visit.is_sent:
        new = visit.form.get("new", "")
        if new != visit.form.get("again"):
            error = _("The two new passwords are not the same.")
        else:
            try:
                one_time_links.use(token, new)
            except AccountError as problem:
                error = _(problem.message, **problem.values)
            else:
                message = _("Your password is set. Sign in with it now.")
                return visit.without_session(
                    visit.page("message", message=message, leads_to="/sign-in")
                )
    return visit.page("reset", status=422 if error else 200, error=error, username=username)


def _sign_out(visit: Visit) -> Response:
    session = visit.session()
    if session is not None:
        sessions.end(session)
    return visit.without_session(visit.go(visit.link("/sign-in")))


def _to_provider(visit: Visit) -> Response:
    if not provider.is_configured():
        return visit.go(visit.link("/sign-in"))
    response = visit.go(provider.login_path())
    provider.keep_way_on(visit.request, response, visit.way_on)
    return response


def _identity(visit: Visit) -> Response:
    """Back from the provider: a session for the account of the address, if there is one."""
    identity = provider.identity_of(visit.request) if provider.is_configured() else None
    if identity is None:
        response: Response = visit.go(visit.link("/sign-in"))
    else:
        try:
            token = sign_in.with_provider(
                identity.email,
                verified=identity.verified,
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


async def _style(_request: Request) -> Response:
    kept = {"Cache-Control": "public, max-age=3600"}
    return Response(style(), media_type="text/css", headers=HEADERS | kept)


_BOTH = ["GET", "POST"]
ROUTES = [
    Route("/sign-in/style.css", _style),
    Route("/sign-in", endpoint(_sign_in), methods=_BOTH),
    Route("/sign-in/code", endpoint(_code), methods=_BOTH),
    Route("/sign-in/second-factor", endpoint(_second_factor), methods=_BOTH),
    Route("/sign-in/provider", endpoint(_to_provider)),
    Route("/sign-in/identity", endpoint(_identity)),
    Route("/sign-out", endpoint(_sign_out), methods=["POST"]),
    Route("/password", endpoint(_password), methods=_BOTH),
    Route("/reset/{token}", endpoint(_reset), methods=_BOTH),
]
"""The sign-in pages' routes, for ``st.App``."""
