import pytest
from streamlit.testing.v1 import AppTest

from lib.language import DEFAULT, LANGUAGES, _, current, ngettext, use
from lib.language.messages import catalogue


def test_outside_a_run_of_streamlit_english_is_spoken():
    assert current() == DEFAULT == "en"


def test_a_language_is_used_for_the_length_of_a_block():
    with use("es"):
        assert current() == "es"
        assert _("Raid") == "Redada"
        with use("en"):
            assert _("Raid") == "Raid"
        assert current() == "es"
    assert current() == "en"


def test_a_block_that_fails_gives_the_language_back():
    with pytest.raises(RuntimeError), use("es"):
        raise RuntimeError
    assert current() == "en"


@pytest.mark.parametrize("language", ["", "fr", "ES", "es-MX"])
def test_an_unknown_language_is_refused(language):
    with pytest.raises(ValueError, match="choose one of en, es"), use(language):
        pass


def test_fields_are_filled_in_and_braces_without_values_stay():
    with use("es"):
        assert _("today {time}", time="06:10") == "hoy 06:10"
        assert _("today {time}") == "hoy {time}"


def test_a_message_that_no_catalogue_has_is_shown_as_it_is():
    with use("es"):
        assert _("Nobody has translated this {n}", n=1) == "Nobody has translated this 1"


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 day"),
        ("en", 0, "0 days"),
        ("es", 1, "1 día"),
        ("es", 2, "2 días"),
        ("es", 0, "0 días"),  # Spanish says zero in the plural
    ],
)
def test_the_plural_follows_the_number_and_says_it(language, n, expected):
    with use(language):
        assert ngettext("{n} day", "{n} days", n) == expected


def test_the_number_can_be_written_otherwise():
    assert ngettext("{n} day", "{n} days", 1200, n="1,200") == "1,200 days"


def test_every_language_but_the_source_has_a_catalogue():
    assert all(catalogue(language).gettext("Raid") for language in LANGUAGES)
    assert catalogue("es").gettext("Raid") != "Raid"


def script() -> None:
    import streamlit as st

    from lib.language import current
    from lib.ui.language_choice import choose

    before = current()
    st.text(f"{before} {choose()} {current()}")


@pytest.mark.parametrize(
    ("link", "spoken"),
    [({}, "en"), ({"lang": "es"}, "es"), ({"lang": "en"}, "en"), ({"lang": "xx"}, "en")],
)
def test_a_link_says_the_language_from_the_first_line_on(link, spoken):
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    assert app.run().text[0].value == f"{spoken} {spoken} {spoken}"


def test_the_choice_is_kept_in_the_link_and_wins_over_it():
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = "en"
    app.run().radio(key="lang").set_value("es").run()
    assert app.text[0].value == "es es es"
    assert app.query_params["lang"] == "es"


def test_the_link_stays_bare_while_nobody_chose():
    app = AppTest.from_function(script, default_timeout=60).run()
    assert "lang" not in app.query_params


def test_a_session_that_knows_the_language_writes_it_into_an_emptied_link():
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["lang"] = "es"
    assert app.run().query_params["lang"] == "es"


def test_a_tab_whose_process_is_gone_keeps_its_language_at_another():
    tab = AppTest.from_function(script, default_timeout=60)
    tab.run().radio(key="lang").set_value("es").run()
    held = tab._tree.get_widget_states()
    # On the way to the next page its link is emptied.
    elsewhere = AppTest.from_function(script, default_timeout=60)
    elsewhere._run(held)
    assert elsewhere.text[0].value == "es es es"
    assert elsewhere.radio(key="lang").value == "es"
    assert elsewhere.query_params["lang"] == "es"


@pytest.mark.parametrize("said", ["Klingon", "", "es"])  # "es" is no name that is shown
def test_what_a_tab_says_is_a_language_only_if_it_is_one(said):
    tab = AppTest.from_function(script, default_timeout=60).run()
    held = tab._tree.get_widget_states()
    for widget in held.widgets:
        widget.string_value = said
    elsewhere = AppTest.from_function(script, default_timeout=60)
    elsewhere.query_params["lang"] = "es"
    elsewhere._run(held)
    assert elsewhere.text[0].value == "es es es"
