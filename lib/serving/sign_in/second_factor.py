"""The pages of the second factor: setting it up, and new recovery codes."""

from starlette.responses import Response

from lib.access import attempts, sealing, second_factor, sign_in
from lib.access.sessions import CODE, Session
from lib.language import _
from lib.serving.sign_in.signing_in import WRONG_CODE
from lib.serving.sign_in.visits import Visit
from lib.ui import svg


def set_up(visit: Visit) -> Response:
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
