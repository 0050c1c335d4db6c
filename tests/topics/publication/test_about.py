"""What an organization writes about itself comes through as words, and as nothing else."""

import pytest

from lib.data.configuration import Organization, configuration
from lib.language import use
from lib.topics.publication.about import about, contact


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Organization:
    organization = Organization(
        about_en="We **defend** each other. [Join](https://example.org/join)",
        about_es="Nos *defendemos*.\n\n<script>alert(1)</script> ![x](https://tracker.example/p.png)"
        "\n\n[aquí](javascript:alert(1)) # no",
        contact="press@example.org",
    )
    monkeypatch.setattr(configuration(), "organization", organization)
    return organization


def test_emphasis_and_links_come_through(written: Organization) -> None:
    with use("en"):
        assert about() == (
            '<p>We <strong>defend</strong> each other. <a href="https://example.org/join">Join</a></p>\n'
        )


def test_nothing_runs_and_nothing_is_fetched(written: Organization) -> None:
    with use("es"):
        html = str(about())
    assert "<em>defendemos</em>" in html
    for forbidden in ("<script", "<img", 'href="javascript'):
        assert forbidden not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("HTTPS://example.org/x", True),
        ("mailto:press@example.org", True),
        # What starts something on a phone, and what leads to a page of this host or another's.
        ("tel:+15550100", False),
        ("intent://scan", False),
        ("//evil.example", False),
        ("/sign-out", False),
        ("java&#115;cript:alert(1)", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_leads_to_a_web_or_mail_address_or_is_none(
    monkeypatch: pytest.MonkeyPatch, url: str, is_link: bool
) -> None:
    text = f"[here]({url})"
    organization = Organization(about_en=text, about_es=text)
    monkeypatch.setattr(configuration(), "organization", organization)
    assert ("<a " in about()) is is_link


def test_who_is_asked_is_a_link_to_their_address(written: Organization) -> None:
    assert 'href="mailto:press@example.org"' in str(contact())


def test_an_organization_that_wrote_nothing_is_described_by_what_such_a_network_does() -> None:
    with use("es"):
        assert "es una red de comités locales" in about()
    assert contact() is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"about_en": "Only English"},
        {"contact": "javascript:alert(1)"},
        {"contact": "https://example.org/ two"},
        {"about_en": "x" * 1_501, "about_es": "x"},
        # A name goes into headers, XML and YAML.
        {"name": " "},
        {"name": "Tejido\r\nBcc: all@example.org"},
        {"name": "Te\x0bjido"},
        {"name": "x" * 101},
    ],
)
def test_what_can_not_be_shown_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="about_en|contact|name"):
        Organization.model_validate(wrong)
