from datetime import UTC, datetime, timedelta

from lib.language import use
from lib.ui.clocks import sentence


def test_the_two_clocks():
    loaded = datetime.now(UTC).replace(hour=6, minute=10)
    newest = datetime(loaded.year - 2, 11, 3, tzinfo=UTC)
    english = sentence(newest, loaded)
    assert english == f"Newest record Nov 3, {newest.year} · loaded today 06:10"
    with use("es"):
        spanish = sentence(newest, loaded)
    assert spanish == f"Registro más reciente: 3 nov {newest.year} · cargado hoy 06:10"


def test_clocks_of_what_was_never_loaded_and_of_an_empty_source():
    assert sentence(None, None) == "Not loaded yet"
    yesterday = datetime.now(UTC) - timedelta(days=1)
    assert sentence(None, yesterday).startswith("No record yet · loaded yesterday")
