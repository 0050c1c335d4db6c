"""``python -m lib publish site``: the public page and the data as plain files for any server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from lib.data.configuration import configuration
from lib.language import LANGUAGES
from lib.publication import open_data
from lib.publication.open_data import FEED, INDEX, PATH
from lib.topics.publication import open_data_pages as pages
from lib.topics.publication import release_files
from lib.topics.publication.news import news


def site(
    directory: Annotated[Path, typer.Argument(help="an empty one, or an earlier edition")],
    address: Annotated[
        str, typer.Option(help="where it will be served, for citations (https://…)")
    ] = "",
) -> None:
    """Write the public page and the data as plain files; no script, no server of ours."""
    for path, content in files(address.rstrip("/")):
        where = directory / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content)
    typer.echo(f"{directory / 'index.html'}: release {open_data.releases()[0].number}")


def files(address: str = "") -> Iterator[tuple[str, bytes]]:
    """Each file of the static edition, by its path; those of releases are those of the routes.

    :raises NotPublished: if there is no release.
    """
    releases = open_data.releases()
    if not releases:
        raise open_data.NotPublished("nothing has been published yet; python -m lib publish does")
    below = PATH.strip("/") + "/"
    for language in LANGUAGES:
        page = pages.FILES[language]
        yield page, pages.release(releases[0], language, below, address or None)
        yield f"{below}{page}", pages.listing(releases, language)
        for release in releases:
            yield f"{below}{release.number}/{page}", pages.release(release, language)
    yield f"{below}{INDEX}", open_data.index(releases)
    told = {release.number: news(release) for release in releases}
    feed = open_data.feed(releases, configuration().organization.name, told)
    yield f"{below}{FEED}", feed
    for name, make in release_files.for_frames(releases[0]).items():
        yield f"{pages.EMBEDS.strip('/')}/{name}", make()
    for release in releases:
        for name, make in release_files.of_release(release).items():
            yield f"{below}{release.number}/{name}", make()
        for file in release.files:
            content = open_data.file(release.number, file.name).content
            yield f"{below}{release.number}/{file.name}", content
