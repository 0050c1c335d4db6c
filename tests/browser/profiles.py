"""Browser profiles: one for each account, signed in once and with Streamlit's files in its cache.

A profile that has visited the dashboard before opens a page in half the time of a new one, and its
tab, whose process has compiled Streamlit already, in a third of that. What a test leaves in it
(other tabs, cookies, storage, routes, what was emulated) is taken away before the next.
"""

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserContext, Cookie, Page

from lib.access.demo_accounts import PASSWORD

WAIT_MS = 60_000
"""The longest that a state is waited for, on a machine however busy."""


class Profiles:
    """The profiles of one browser at one dashboard.

    :param options: of each profile, beside its language.
    """

    def __init__(self, browser: Browser, url: str, **options: bool) -> None:
        self._browser = browser
        self._url = url
        self._options = options
        self._contexts: dict[str | None, tuple[BrowserContext, Sequence[Cookie]]] = {}
        self._tabs: dict[str | None, Page] = {}
        """The tab of each account that goes on to the next test."""
        self._used: set[Page] = set()
        """Those that this test has."""

    def page(self, account: str | None) -> Page:
        """An empty page of an account's profile; whoever asks twice in a test has two."""
        if account not in self._contexts:
            self._contexts[account] = self._begin(account)
        tab = self._tabs.get(account)
        if tab is None or tab.is_closed():
            tab = self._tabs[account] = self._contexts[account][0].new_page()
        elif tab in self._used:
            return self._contexts[account][0].new_page()
        self._used.add(tab)
        return tab

    def _begin(self, account: str | None) -> tuple[BrowserContext, Sequence[Cookie]]:
        context = self._browser.new_context(locale="en-US", **self._options)
        context.set_default_timeout(WAIT_MS)
        if account:
            page = context.new_page()
            page.goto(f"{self._url}/sign-in")
            sign_in(page, account)
        return context, [one for one in context.cookies() if one["name"] == "tejido"]

    def tidy(self) -> None:
        """Take away what was done in them, but not who they are."""
        for account, (context, cookies) in self._contexts.items():
            for page in context.pages:
                if page is not self._tabs.get(account):
                    page.close()
                elif page in self._used:
                    self._leave(page)
            context.clear_cookies()
            context.add_cookies(cookies)  # type: ignore[arg-type]
        self._used.clear()

    def _leave(self, page: Page) -> None:
        """Leave what a test opened, with all that it asked of its tab."""
        page.unroute_all(behavior="ignoreErrors")
        # A page of the same site, which keeps the tab's process, and has no script.
        page.goto(f"{self._url}/_stcore/health")
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.emulate_media(media="null", color_scheme="null")
        page.mouse.move(0, 0)

    def end(self) -> None:
        """Close all of them."""
        for context, _ in self._contexts.values():
            context.close()
        self._contexts.clear()
        self._tabs.clear()


def sign_in(page: Page, account: str) -> None:
    """Fill in the sign-in page, which leads on to what was asked for."""
    page.locator('input[autocomplete="username"]').fill(account)
    page.locator('input[type="password"]').fill(PASSWORD)
    page.locator('form[action*="/sign-in"] button').click()
    page.get_by_test_id("stApp").wait_for()
