"""The language that a browser asks for."""

from starlette.requests import HTTPConnection

from lib.language import DEFAULT, LANGUAGES


def spoken(request: HTTPConnection) -> str:
    """The language of the link, else the first of the browser's own that there is."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "")[:200].split(","):
        spoken = part.split(";")[0].split("-")[0].strip().lower()
        if spoken in LANGUAGES:
            return spoken
    return DEFAULT
