"""What becomes of any request to a sign-in page before the page is asked, or if it can't answer."""

from collections.abc import Awaitable, Callable
from functools import cache
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from lib.access import client
from lib.access.attempts import TooSoon
from lib.data.configuration import configuration
from lib.data.errors import Unavailable
from lib.language import N_, _, ngettext, use
from lib.serving.sign_in.spoken import spoken
from lib.serving.sign_in.visits import Visit

MOST_BYTES = 8_192
MOST_FIELDS = 10
AT_ONCE = 8
"""Requests answered at once; further ones wait. A password costs a fifth of a second of a core."""
REFUSED = N_("This form was not sent from its own page. Open the page again and try once more.")

Handler = Callable[[Visit], Response]


def endpoint(handle: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route's function: what is wrong with any request is answered here, in one sentence."""
    # Made late: it belongs to the event loop that it is used in.
    limiter = cache(lambda: CapacityLimiter(AT_ONCE))

    async def answer(request: Request) -> Response:
        form: dict[str, str] | None = {}
        if request.method == "POST":
            form = await _form(request) if _is_own(request) else None
        return await to_thread.run_sync(_answer, request, form, limiter=limiter())

    def _answer(request: Request, form: dict[str, str] | None) -> Response:
        visit = Visit(request, spoken(request), form or {})
        with use(visit.language):
            if form is None:
                return visit.page("message", status=403, message=_(REFUSED))
            try:
                return handle(visit)
            except TooSoon as problem:
                return visit.page("message", status=429, message=_patience(problem.seconds))
            except Unavailable:
                message = _("We can't reach the accounts right now. Try again in a moment.")
                return visit.page("message", status=503, message=message)

    return answer


def _is_own(request: Request) -> bool:
    """Whether a form was sent from a page of ours: by what only the browser can say."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    return client.is_own_origin(origin, host, has_tls=configuration().serving.tls_terminated)


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; none if there is more than any form of ours sends."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return dict(fields)


def _patience(seconds: int) -> str:
    if seconds < 100:
        return ngettext(
            "Too many tries. Wait {n} second, then try again.",
            "Too many tries. Wait {n} seconds, then try again.",
            seconds,
        )
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many tries. Wait {n} minute, then try again.",
        "Too many tries. Wait {n} minutes, then try again.",
        minutes,
    )
