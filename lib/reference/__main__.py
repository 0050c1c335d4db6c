"""``python -m lib.reference ../shared``: write the shipped fact files anew."""

from pathlib import Path

import typer

from lib.reference.catalogue import FACTS
from lib.reference.compiling import fact_files


def main(source: Path) -> None:
    """Write lib/reference/facts from the data in SOURCE."""
    for name, content in fact_files(source).items():
        (FACTS / name).write_text(content, encoding="utf-8")
        typer.echo(f"{name}: {content.count(chr(10)) - 1:,} rows, {len(content) / 1000:,.0f} kB")


if __name__ == "__main__":
    typer.run(main)
