"""A release as search engines of data read it: schema.org's Dataset in JSON-LD."""

import json

from markupsafe import Markup

from lib.data.configuration import configuration
from lib.language import _, current
from lib.publication.formats import MEDIA
from lib.topics.publication import words
from lib.topics.publication.edition import Edition


def dataset(edition: Edition, citation: str, base: str) -> Markup:
    """The description as the content of a script element of data, which runs nothing.

    :param citation: how to name the release as the source.
    :param base: where the dashboard is reached, without a slash at the end; empty: on this host.
    """
    release, rules = edition.release, edition.rules
    where = f"{base}{release.path}"
    first = edition.atoms["period_start"].min().date().isoformat()
    organization = configuration().organization.name
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _("{organization}: public numbers", organization=organization),
        "description": _(
            "Numbers about the network's work that anyone may quote and re-use, published only in"
            " a form that can harm no one."
        ),
        "url": where,
        "identifier": f"urn:sha256:{release.digest}",
        "version": str(release.number),
        "datePublished": release.published_at.date().isoformat(),
        "temporalCoverage": f"{first}/{release.complete_through.isoformat()}",
        "inLanguage": current(),
        "license": rules.license.path,
        "isAccessibleForFree": True,
        "creditText": citation,
        "creator": {"@type": "Organization", "name": organization},
        "variableMeasured": [words.title(each) for each in edition.metrics],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": entry.name,
                "contentUrl": f"{where}{entry.name}",
                "encodingFormat": entry.media_type.partition(";")[0],
            }
            for entry in release.files
            if entry.name.rpartition(".")[2] in MEDIA
        ],
    }
    # "<" could end the element; in JSON it may be written otherwise.
    text = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704
