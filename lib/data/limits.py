"""How much of a server one visitor may take, so that nobody takes it from the others.

Each limit has its reason; ``[serving.limits]`` in the configuration says another.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Some = Annotated[int, Field(ge=1)]

FILES_OF_A_SOCKET = 4
"""Open files that an open page costs: its connection, and three of Streamlit's own event loop."""
SPARE_FILES = 1_200
"""For databases, files that are sent, connections that load a page, and Streamlit's memory of 128
pages that were closed a moment ago."""


class Limits(BaseModel):
    """How much is answered at once. An open page (a browser's tab) has one websocket.

    :ivar sockets: pages that are open at once by everyone who is signed in: two cores hold 500
        sessions, with a second page for some.
    :ivar sockets_by_address: of those, from one address (of IPv6 its /64): an office or a VPN.
    :ivar sockets_by_session: of those, of one session: a browser that comes back with all its tabs.
    :ivar anonymous_sockets: pages that are open at once by everyone who is not signed in, apart
        from the others, so that strangers take nothing from who works.
    :ivar anonymous_by_address: of those, from one address: a class that looks at the public page.
    :ivar connections: of any kind at once: pages, and six more of each browser that loads one.
    :ivar websockets_a_second: that are opened with a session's cookie, whatever it is worth: 500
        pages are back within seconds of a restart.
    :ivar anonymous_websockets_a_second: that are opened without one: each takes a millisecond from
        everybody else. What is more waits for a moment, or is refused before that.
    :ivar message_bytes: of what a page sends: its choices and what it keeps; pages send some kB.
    :ivar widgets: that a page sends the values of; no page has a hundred.
    :ivar messages_a_second: of one session, on average; what is more waits. A slider that is
        pulled sends ten, and twenty times as many at once are a browser's tabs that come back.
    :ivar anonymous_messages_a_second: from one address, as above.
    :ivar all_anonymous_messages_a_second: of everyone who is not signed in, so that their pages
        take less than a third of a core; not in profile ``public``, where there is nobody else.
    """

    model_config = ConfigDict(extra="forbid")
    sockets: Some = 1_000
    sockets_by_address: Some = 600
    sockets_by_session: Some = 200
    anonymous_sockets: Some = 200
    anonymous_by_address: Some = 20
    connections: Some = 4_000
    websockets_a_second: Some = 200
    anonymous_websockets_a_second: Some = 50
    message_bytes: Annotated[int, Field(ge=16_384)] = 65_536
    widgets: Some = 500
    messages_a_second: Some = 20
    anonymous_messages_a_second: Some = 2
    all_anonymous_messages_a_second: Some = 5

    @property
    def files(self) -> int:
        """Open files that a process needs for all of it at once."""
        of_pages = (FILES_OF_A_SOCKET - 1) * (self.sockets + self.anonymous_sockets)
        return self.connections + of_pages + SPARE_FILES
