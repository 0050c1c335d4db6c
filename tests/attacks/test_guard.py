"""Properties of the data guard, the sessions and the gate, whatever comes: tried by Hypothesis."""

from pathlib import Path
from typing import Any

from google.protobuf.message import DecodeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.access import accounts, client, sessions
from lib.data import engines, reading
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.serving.stream import is_allowed
from tests.attacks.forging import SQL
from tests.attacks.target import mark
from tests.queries.test_scope import PARAMETERS, QUERIES

REGIONS = ("west", "midwest", "northeast", "southeast", "southwest", "unknown")
OFTEN = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
ALLOWED = ("rerun_script", "stop_script", "app_heartbeat")
WORDS = st.one_of(st.sampled_from(SQL), st.text(max_size=60), st.sampled_from(REGIONS))


def _parameters(database: str, name: str, word: str) -> dict[str, Any]:
    """The parameters of a query, those of text forged."""
    named = reading.statement(database, name).compile().params
    known = {key: PARAMETERS[key] for key in named}
    return {key: word if isinstance(value, str) else value for key, value in known.items()}


@OFTEN
@given(
    query=st.sampled_from([(d, name) for d in ("membership", "incidents") for name in QUERIES[d]]),
    regions=st.sets(st.sampled_from(REGIONS)),
    word=WORDS,
)
def test_a_read_returns_no_row_outside_its_scope(
    marked: Path, query: tuple[str, str], regions: set[str], word: str
) -> None:
    database, name = query
    try:
        frame = reading.read(database, name, Scope(tuple(regions)), **_parameters(*query, word))
    except (Unavailable, ValueError):
        return  # a sign that no database takes: nothing was read
    if name != "regions" and "region_id" in frame:
        assert set(frame["region_id"].dropna()) <= regions
    said = frame.to_csv()
    assert not [other for other in set(REGIONS) - regions if mark(other) in said]


@OFTEN
@given(region=st.text(max_size=40))
def test_a_scope_is_made_of_plain_words_or_not_at_all(region: str) -> None:
    try:
        scope = Scope((region,))
    except ValueError:
        return
    assert region.isascii()
    assert scope.setting == region
    assert not set(region) & set(",'\"\\;{}* \n\x00")


@OFTEN
@given(setting=WORDS)
def test_no_setting_of_a_scope_is_a_wildcard(marked: Path, setting: str) -> None:
    # Straight to the database, past Scope: the policy alone decides.
    if "\x00" in setting or not setting.isprintable():
        return
    with engines.reader("membership").connect() as connection:
        connection.execute(text("SELECT set_config('app.regions', :s, true)"), {"s": setting})
        found = connection.execute(text("SELECT DISTINCT region_id FROM rollup.committee"))
        assert {region for (region,) in found} <= set(setting.split(","))


@OFTEN
@given(wanted=st.lists(WORDS), own=st.sets(st.sampled_from(REGIONS)))
def test_what_is_asked_for_never_widens_a_scope(wanted: list[str], own: set[str]) -> None:
    assert set(Scope(tuple(own)).within(wanted).regions) <= own


@OFTEN
@given(token=st.text(max_size=100))
def test_no_cookie_is_a_session_by_chance(marked: Path, token: str) -> None:
    account = accounts.find("partner")
    assert account is not None
    real = sessions.begin(account, "test")
    assert token != real
    assert sessions.find(token) is None


@OFTEN
@given(wanted=st.text(max_size=60) | st.text("/\\.:@\t\n evil%2E?", max_size=20))
def test_the_way_on_is_a_path_of_this_host(wanted: str) -> None:
    path = client.local_path(wanted)
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert not set(path) & set("\t\r\n\\\x00")
    plain = path.partition("?")[0].partition("#")[0].lower().replace("%2e", ".")
    assert "//" not in plain
    assert not {".", ".."} & set(plain.split("/"))


@OFTEN
@given(frame=st.binary(max_size=200))
def test_any_bytes_are_let_through_or_not_and_nothing_else(frame: bytes) -> None:
    try:
        allowed = is_allowed(frame)
    except DecodeError:
        return  # the gate closes the connection
    assert allowed is (BackMsg.FromString(frame).WhichOneof("type") in ALLOWED)
