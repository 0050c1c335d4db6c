"""The pages of passwords: changing one's own, and setting it by a link."""

from starlette.responses import Response

from lib.access import attempts, audit, one_time_links, passwords
from lib.access.accounts import AccountError, set_password
from lib.access.audit import Event
from lib.access.database import rows
from lib.language import _
from lib.serving.sign_in.visits import Visit


def change(visit: Visit) -> Response:
    """Change one's own password, given the present one."""
    session = visit.session()
    if session is None or session.awaits is not None:
        return visit.go(visit.link("/sign-in", next="/password"))
    username, error = session.account.username, ""
    if visit.is_sent:
        new = visit.form.get("new", "")
        attempt = attempts.begin(username, visit.address)
        stored = rows("password_hash", username=username)
        if not passwords.matches(visit.form.get("password", ""), stored[0]["password_hash"]):
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


def reset(visit: Visit) -> Response:
    """Set a password by a link that an administrator made."""
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
