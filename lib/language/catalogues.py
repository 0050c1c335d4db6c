"""The message catalogues: ``python -m lib.language.catalogues extract|check``.

``extract`` brings the catalogues up to date with the messages in ``lib/`` and ``pages/``: where
each stands, and what a comment right above it (``# Translators: …``) tells whoever translates it;
``check`` says what is missing in them and ends with status 1 if anything is.
"""

import io
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from lib.language import DEFAULT, DOMAIN, LANGUAGES, po_file

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ("lib", "pages")
_COMMENTS = ("Translators:",)
# No dates and no names: an extraction that changes nothing writes the same bytes.
_HEADER = r"""# Tejido's messages: `python -m lib.language.catalogues extract` lists them.
msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plural}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def source_messages(root: Path = ROOT) -> Catalog:
    """Every message of the source, in English: of its modules and its pages' templates."""
    catalog = Catalog()
    for folder in _SOURCES:
        for file, line, message, comments, context in extract_from_dir(
            root / folder,
            [("**.py", "python"), ("**.html", "jinja2"), ("**.svg", "jinja2")],
            keywords=DEFAULT_KEYWORDS,
            comment_tags=_COMMENTS,
            strip_comment_tags=True,
        ):
            places = [(f"{folder}/{file}", line)]
            catalog.add(message, locations=places, auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """A language's catalogue as it is on disk; an empty one where there is none yet."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str, source: Catalog) -> bytes:
    """A language's catalogue with the messages of the source: new ones empty, gone ones left out.

    Files are named without lines, which would change in every commit.
    """
    catalog = read(language)
    catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    file = io.BytesIO(_HEADER.format(language=language, plural=catalog.plural_forms).encode())
    file.seek(0, io.SEEK_END)
    write_po(file, catalog, width=100, include_lineno=False, omit_header=True, sort_output=True)
    return file.getvalue()


def extract(language: str, source: Catalog) -> None:
    """Write a language's catalogue anew."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(updated(language, source))


def problems(catalog: Catalog, source: Catalog) -> Iterator[str]:
    """What a catalogue lacks, one sentence a message."""
    for wanted in source:
        if not wanted.id:
            continue
        english = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
        message = catalog.get(english, wanted.context)
        if message is None or not all(_forms(message.string)):
            yield f"not translated: {english!r}"
        elif message.fuzzy:
            yield f"fuzzy: {english!r}"
        elif _fields(message.string) != _fields(wanted.id):
            yield f"other fields than {sorted(_fields(wanted.id))} in {english!r}"
    for message in catalog:
        if message.id and source.get(_first(message), message.context) is None:
            yield f"not in the source any more: {_first(message)!r}"


def _first(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """The only form of a message, or all its plural forms."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _fields(text: str | Iterable[str] | None) -> set[str]:
    """The ``{named}`` fields of a message, of all its forms together."""
    parsed = (part for form in _forms(text) for part in string.Formatter().parse(form))
    return {name for _literal, name, _spec, _conversion in parsed if name}


def _outdated(language: str, source: Catalog) -> Iterator[str]:
    path = po_file(language)
    if not path.exists() or path.read_bytes() != updated(language, source):
        yield "not as `extract` writes it: messages, places or comments have changed"


def main(arguments: list[str]) -> int:
    """Run a command; the exit status."""
    if arguments not in (["extract"], ["check"]):
        print("Say `python -m lib.language.catalogues extract` or `check`.", file=sys.stderr)
        return 2
    source, status = source_messages(), 0
    for language in LANGUAGES:
        if language == DEFAULT:
            continue
        if arguments == ["extract"]:
            extract(language, source)
        for problem in (*problems(read(language), source), *_outdated(language, source)):
            status = 1
            print(f"{po_file(language).relative_to(ROOT)}: {problem}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
