"""What is noted of a page that is drawn once more for a file of it."""

import asyncio

import pytest
from starlette.requests import Request
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.serving.redrawing import Unseen


def away() -> None:
    from lib.data.errors import Reason, Unavailable
    from lib.ui import frame

    frame.begin()
    frame.say(Unavailable("membership", Reason.DOWN))


def refused() -> None:
    from lib.access.viewer import Refusal, Refused
    from lib.ui import frame

    frame.say(Refused(Refusal.NOT_PERMITTED))


@pytest.mark.parametrize(("page", "lacks"), [(away, True), (refused, False)])
def test_a_page_without_its_database_may_lack_the_file_and_one_that_refuses_does(
    page: object, *, lacks: bool
) -> None:
    async def go() -> Unseen:
        client = Unseen(Request({"type": "http"}))
        app = AppTest.from_function(page, default_timeout=60).run()  # type: ignore[arg-type]
        for shown in (*app.warning, *app.info):
            message = ForwardMsg()
            message.delta.new_element.alert.CopyFrom(shown.proto)
            client.write_forward_msg(message)
        assert not client.has_ended.is_set()
        client.write_forward_msg(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))
        assert client.has_ended.is_set()
        return client

    assert asyncio.run(go()).lacks is lacks
