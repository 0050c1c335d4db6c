"""Numbers as people write them: their sign stays, and what could be two numbers is none."""

from decimal import Decimal
from pathlib import Path

import pytest

from lib.exchange.errors import Rejected
from lib.exchange.importing import import_file
from lib.exchange.mapping import Number
from lib.exchange.numbers import number
from tests.data.rows import Rows
from tests.exchange.conftest import DATA, numbers, read

DOLLARS = Number(thousands=",", strip="$ USD()", times=100)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$25.00", 2500), ("25.00 USD", 2500), ("$1,200.00", 120_000), ("+25", 2500),
        # Taken back: in brackets, after the number, by the minus of typesetters.
        ("($25.00)", -2500), ("$(25.00)", -2500), ("(25)", -2500), ("-$25.00", -2500),
        ("$-25.00", -2500), ("25.00-", -2500), ("25.00 -", -2500),
        ("\N{MINUS SIGN}25.00", -2500), ("\N{EN DASH}$25.00", -2500),
        # Brackets around something else are no sign.
        ("25 (USD)", 2500), ("(USD) 25", 2500),
    ],
)  # fmt: skip
def test_what_is_left_out_changes_no_sign(text: str, cents: int) -> None:
    assert number("n", DOLLARS)(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "(-25)", "-(25)", "--25", "-25-", "(25", "25)",  # two signs, or half of one
        "25.-", "25,-",  # no cents, or taken back?
        "25,00", "1,23", "12,34,567", "1,2345", "1.234,50",  # no groups of thousands
        "25.00 CR", "DR 25", "12-34", "", "-", ".", "()",
    ],
)  # fmt: skip
def test_what_could_be_two_numbers_is_rejected(text: str) -> None:
    with pytest.raises(Rejected, match="is not a number"):
        number("n", DOLLARS)(text)


def test_a_hyphen_is_left_out_between_digits_and_is_a_sign_elsewhere() -> None:
    plain = number("n", Number(strip="-"))
    assert [plain(text) for text in ("12-34", "-12-34", "12-")] == [1234, -1234, -12]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("es", "1.234,50", "1234.50"), ("es", "-0,5", "-0.5"), ("es", "1.234", "1234"),
        # Mexico, the United States and Puerto Rico have a decimal point (CLDR).
        ("es-MX", "1,234.50", "1234.50"), ("es-US", "0.5", "0.5"), (None, "0.5", "0.5"),
    ],
)  # fmt: skip
def test_the_language_says_what_a_comma_is(language: str | None, text: str, value: str) -> None:
    assert number("n", Number(), language)(text) == Decimal(value)


@pytest.mark.parametrize(
    ("language", "text"), [("es", "1234.50"), ("es-MX", "1234,5"), (None, "1,5")]
)
def test_a_comma_that_the_language_has_elsewhere_is_rejected(
    language: str | None, text: str
) -> None:
    with pytest.raises(Rejected):
        number("n", Number(), language)(text)


def test_the_mapping_says_more_than_the_language() -> None:
    assert number("n", Number(decimal="."), "es")("1234.50") == Decimal("1234.50")
    assert number("n", Number(thousands=","), "es")("1,234.5") == Decimal("1234.5")
    assert number("n", Number(thousands=" ", decimal=","))("1\u202f234,5") == Decimal("1234.5")


def test_refunds_of_a_ledger(rows: Rows, places: None, tmp_path: Path) -> None:
    rows("membership", "member", {"member_id": "gone-1"}, {"member_id": "gone-2"})
    case = DATA / "cases" / "dues_accounting_negative"
    outcome = import_file(
        "dues_payment", case / "input.csv", case / "mapping.toml", tmp_path / "rejected.csv"
    )
    # $10.005 is a thousand cents and a half, which nobody can pay.
    assert numbers(outcome) == (9, 8, 0, 0, 1)
    query = (
        "SELECT payment_id, amount_cents FROM source.dues_payment WHERE amount_cents < 0 ORDER BY 1"
    )
    assert read("membership", query) == [(f"acc-p{n}", -2500) for n in (2, 3, 8, 9)]
