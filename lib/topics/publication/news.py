"""What a release tells, in a few sentences for the feed."""

from functools import lru_cache

from lib.language import LANGUAGES, _, use
from lib.publication.open_data import Release
from lib.topics.publication import words
from lib.topics.publication.definitions import changes
from lib.topics.publication.edition import edition


@lru_cache(256)
def news(release: Release) -> str:
    """The sentences to quote and what changed in what is counted, in every language."""
    paragraphs = []
    for language in LANGUAGES:
        with use(language):
            sentences = [words.released(release)]
            sentences += [each.sentence for each in edition(release).quotes()]
            changed = changes(release)
            if changed:
                sentences.append(_("What is counted has changed. {changes}", changes=changed))
            paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)
