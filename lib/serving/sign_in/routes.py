"""The addresses of the sign-in pages."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.serving.sign_in import new_password, second_factor, signing_in
from lib.serving.sign_in.endpoint import endpoint
from lib.serving.sign_in.style import style
from lib.serving.sign_in.visits import HEADERS


async def _style(_request: Request) -> Response:
    lasting = {"Cache-Control": "public, max-age=3600"}
    return Response(style(), media_type="text/css", headers=HEADERS | lasting)


_BOTH = ["GET", "POST"]
STYLE = Route("/sign-in/style.css", _style)
"""What plain pages look like, also the one that says that there is no room, for everyone."""
ROUTES = [
    STYLE,
    Route("/sign-in", endpoint(signing_in.sign_in), methods=_BOTH),
    Route("/sign-in/code", endpoint(signing_in.code), methods=_BOTH),
    Route("/sign-in/second-factor", endpoint(second_factor.set_up), methods=_BOTH),
    Route("/sign-in/provider", endpoint(signing_in.to_provider)),
    Route("/sign-in/identity", endpoint(signing_in.identity)),
    Route("/sign-out", endpoint(signing_in.sign_out), methods=["POST"]),
    Route("/password", endpoint(new_password.change), methods=_BOTH),
    Route("/reset/{token}", endpoint(new_password.reset), methods=_BOTH),
]
"""The sign-in pages' routes, for ``st.App``."""
