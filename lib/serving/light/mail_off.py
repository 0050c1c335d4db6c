"""Turning mail off by the link that stands in it: without signing in, and without a word of whose.

Opening the link changes nothing, for programs that look at mail open links; one press does. A mail
program presses by itself (RFC 8058), so the form may come from anywhere: the link is its proof.
"""

from functools import cache

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.access import mailing
from lib.data.errors import Unavailable
from lib.language import _, use
from lib.serving.sign_in.spoken import spoken
from lib.serving.sign_in.visits import Visit

AT_ONCE = 4
# Made late: it belongs to the event loop that it is used in.
_limiter = cache(lambda: CapacityLimiter(AT_ONCE))


async def _turn_off(request: Request) -> Response:
    return await to_thread.run_sync(_answer, request, limiter=_limiter())


def _answer(request: Request) -> Response:
    visit = Visit(request, spoken(request))
    with use(visit.language):
        if not visit.is_sent:
            return visit.page("mail_off")
        username = mailing.account_of_link(str(request.path_params["token"]))
        try:
            if username is not None:
                mailing.turn_off(username, by="link")
        except Unavailable:
            said = _("That can't be done right now. Try again in a moment.")
            return visit.page("message", status=503, message=said, heading=_("Turn mail off"))
        # The same whatever the link is: it tells nobody whether there is such an account.
        said = _("If this link came in a mail of ours, no more will come there.")
        return visit.page("message", message=said, heading=_("Turn mail off"), leads_to="/")


ROUTE = Route(mailing.OFF + "{token}", _turn_off, methods=["GET", "POST"])
"""Where mail is turned off."""
