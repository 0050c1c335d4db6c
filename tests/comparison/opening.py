"""Opening a page as an account, and unfolding what it keeps folded."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.comparison import house, recording
from tests.comparison.cases import STATE, Case
from tests.comparison.organization import COOKIE

PAGES = Path(__file__).parents[2] / "pages"
_UNFOLDINGS = 3
"""How often something unfolded may show something else to unfold."""


def record(case: Case) -> dict[str, Any]:
    """What a case shows, and the link that it leaves."""
    page = AppTest.from_file(PAGES / "navigation.py", default_timeout=120)
    account = house.accounts.find(case.account) if case.account else None
    page.secrets[COOKIE] = house.sessions.begin(account, "test") if account else ""
    page.session_state["lang"] = case.language
    for key, value in STATE.items():
        page.session_state[key] = value
    page.switch_page(case.script)
    page.query_params.update(case.link)
    # The tested app writes choices out itself, in the language that it is given here.
    with house.use(case.language):
        page.run()
        if case.is_pressed:
            (*page.form_submit_button, *page.main.button)[0].click().run()
        unfold(page)
    link = {key: page.query_params[key] for key in sorted(page.query_params)}
    return {"shown": list(recording.shown(page)), "link": link}


def unfold(page: AppTest) -> set[str]:
    """Unfold what is made only once somebody unfolds it: by its widget's state, as a click does.

    :return: the keys of all that is unfolded now; who sets them in the state of another such page
        before it runs has it unfolded at once.
    """
    for _ in range(_UNFOLDINGS):
        folded = [e.key for e in page.expander if e.proto.id and not e.proto.expanded and e.key]
        if not folded:
            break
        for key in folded:
            page.session_state[key] = True
        page.run()
    return {e.key for e in page.expander if e.proto.id and e.proto.expanded and e.key}
