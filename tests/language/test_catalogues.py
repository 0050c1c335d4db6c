import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from lib.data.configuration import ROOT
from lib.language import DEFAULT, LANGUAGES, catalogues, po_file

TRANSLATED = [language for language in LANGUAGES if language != DEFAULT]


@pytest.fixture(scope="module")
def all_messages() -> Catalog:
    """Every message of Tejido; to look for them takes a second."""
    return catalogues.source_messages()


@pytest.mark.slow
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_source_is_translated(language, all_messages):
    assert list(catalogues.problems(catalogues.read(language), all_messages)) == []


@pytest.mark.slow
def test_no_message_is_written_where_the_extraction_does_not_look():
    """Babel does not look into f-strings."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for folder in ("lib", "pages")
        for file in (ROOT / folder).rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext", "N_")
        if isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def source(tmp_path: Path, code: str) -> Catalog:
    """The messages of a program in a project of its own."""
    for folder in ("lib", "pages"):
        (tmp_path / folder).mkdir()
    (tmp_path / "lib" / "a.py").write_text(code)
    return catalogues.source_messages(tmp_path)


CODE = """
_("Raid in {place}", place=place)
ngettext("{n} raid", "{n} raids", n)
X = N_("Marked")
other("Not a message")
"""


def spanish(**changed: str | None) -> Catalog:
    """A catalogue that is complete but for what is changed; ``None`` leaves a message out."""
    texts: dict[str, str | None] = {"raid": "Redada en {place}", "marked": "Marcado"} | changed
    catalog = Catalog(locale="es")
    if texts["raid"] is not None:
        catalog.add("Raid in {place}", texts["raid"])
    catalog.add(("{n} raid", "{n} raids"), ("{n} redada", texts.get("plural", "{n} redadas")))
    catalog.add("Marked", texts["marked"])
    return catalog


def test_messages_are_found_where_they_are_called_and_where_they_are_marked(tmp_path):
    found = {message.id for message in source(tmp_path, CODE) if message.id}
    assert found == {"Raid in {place}", ("{n} raid", "{n} raids"), "Marked"}


def test_a_complete_catalogue_has_no_problem(tmp_path):
    assert list(catalogues.problems(spanish(), source(tmp_path, CODE))) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"raid": None}, "not translated: 'Raid in {place}'"),
        ({"raid": ""}, "not translated: 'Raid in {place}'"),
        ({"plural": ""}, "not translated: '{n} raid'"),
        # A field that the program doesn't fill in would break the page.
        ({"raid": "Redada en {lugar}"}, "other fields than ['place'] in 'Raid in {place}'"),
        ({"raid": "Redada"}, "other fields than ['place'] in 'Raid in {place}'"),
        ({"plural": "{m} redadas"}, "other fields than ['n'] in '{n} raid'"),
    ],
)
def test_each_problem_is_named(tmp_path, changed, problem):
    assert list(catalogues.problems(spanish(**changed), source(tmp_path, CODE))) == [problem]


def test_a_fuzzy_message_is_a_problem(tmp_path):
    catalog = spanish()
    catalog.add("Marked", "Marcado", flags=["fuzzy"])
    assert list(catalogues.problems(catalog, source(tmp_path, CODE))) == ["fuzzy: 'Marked'"]


def test_a_message_that_is_gone_from_the_source_is_a_problem(tmp_path):
    catalog = spanish()
    catalog.add("Long gone", "Hace tiempo")
    found = list(catalogues.problems(catalog, source(tmp_path, CODE)))
    assert found == ["not in the source any more: 'Long gone'"]


def test_extraction_keeps_translations_and_writes_the_same_bytes_again(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.language.messages.LOCALE", tmp_path / "locale")
    messages = source(tmp_path, CODE)
    catalogues.extract("es", messages)
    first = po_file("es").read_text()
    assert '"Language: es\\n"' in first
    assert first.index('msgid "Marked"') < first.index('msgid "Raid in {place}"')
    po_file("es").write_text(first.replace('"Marked"\nmsgstr ""', '"Marked"\nmsgstr "Marcado"'))
    once = po_file("es").read_bytes()
    catalogues.extract("es", messages)
    assert po_file("es").read_bytes() == once
    assert catalogues.read("es").get("Marked").string == "Marcado"


@pytest.mark.parametrize("arguments", [[], ["compile"], ["check", "es"]])
def test_another_command_is_refused(arguments, capsys):
    assert catalogues.main(arguments) == 2
    assert "extract" in capsys.readouterr().err


COMMENTED = """
# Translators: a call that nobody took
X = _("Open")
Y = [
    # Why it is here; says nothing to a translator.
    _("Step"),
]
"""


def test_who_translates_sees_where_a_message_stands_and_what_is_meant(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.language.messages.LOCALE", tmp_path / "locale")
    text = catalogues.updated("es", source(tmp_path, COMMENTED)).decode()
    assert '#. a call that nobody took\n#: lib/a.py\nmsgid "Open"\n' in text
    # No line numbers: a file in which something moves would change the catalogue.
    assert '\n\n#: lib/a.py\nmsgid "Step"\n' in text


def test_a_catalogue_that_is_not_as_extraction_writes_it_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("lib.language.messages.LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    messages = source(tmp_path, '_("Open")')
    monkeypatch.setattr(catalogues, "source_messages", lambda: messages)
    assert catalogues.main(["extract"]) == 1  # written, and not translated yet
    file = po_file("es")
    file.write_text(file.read_text().replace('"Open"\nmsgstr ""', '"Open"\nmsgstr "Abierta"'))
    assert catalogues.main(["check"]) == 0
    file.write_text(file.read_text().replace("#: lib/a.py", "#: lib/elsewhere.py"))
    capsys.readouterr()
    assert catalogues.main(["check"]) == 1
    assert "not as `extract` writes it" in capsys.readouterr().out


CLEAR = frozenset(
    re.findall(
        r"\S+",
        """Accounts Administrator Artists Audit Campaigns Checkpoint Committee Committees Comparing…
    Coordination Coordinators Counties County Course Courses Donors Education Enrollments
    Facilitation Faith Gatherings Harassment Hour Incidents Interpreter Kilometers Meeting Members
    Membership Mentorship Miles Negotiation Organizers Partners Password Period Places Priorities
    Raid Region Regions Scenarios Sign-in States Tejido Trainer Trainings Troubleshooting
    Unverified Username no yes""",
    )
)
"""Words that can be translated alone."""


@pytest.mark.slow
def test_a_bare_word_tells_its_translator_what_is_meant(all_messages):
    words = [m for m in all_messages if isinstance(m.id, str) and m.id]
    bare = [m.id for m in words if len(m.id.split()) == 1 and not m.auto_comments]
    assert set(bare) <= CLEAR, "say what is meant above it: # Translators: …"
