"""The path below which the dashboard stands, where its host serves other things too.

Streamlit's ``server.baseUrlPath`` says it. Inside, every address is as if there were none: a
request loses the prefix before anything looks at it, and what is sent gets it where a browser reads
it.
"""

from functools import cache

KEY = "server.baseUrlPath"


@cache
def prefix() -> str:
    """The prefix, such as ``/tejido``; empty where the dashboard has its host for itself."""
    # Only here: most commands need nothing of Streamlit's.
    from streamlit import config

    path = str(config.get_option(KEY) or "").strip("/")
    return f"/{path}" if path else ""


def here(path: str) -> str:
    """A path of the dashboard's as a browser asks for it.

    :param path: as it is without a prefix, from its ``/`` on.
    """
    return prefix() + path


def within(path: str) -> str:
    """A path as it is without the prefix, whether it came with it or a proxy took it away."""
    below = prefix()
    if below and path == below:
        return "/"
    return path.removeprefix(below) if path.startswith(f"{below}/") else path
