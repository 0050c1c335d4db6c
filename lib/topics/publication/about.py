"""What the organization says of itself to everyone: its own words, as HTML that carries no other.

The words are Markdown (CommonMark) of the configuration. Paragraphs, lists, emphasis and links are
let through; HTML, pictures, headings and code stand as text, and a link leads to a web or mail
address or is no link.
"""

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from lib.data.configuration import configuration
from lib.language import _, current

_OFF = (
    "image", "heading", "lheading", "fence", "code", "backticks", "html_block", "html_inline", "hr",
    "reference", "blockquote",
)  # fmt: skip


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(list(_OFF))
    # Its own list names what is forbidden; a telephone, an app or a path here would come through.
    parser.validateLink = _is_address  # type: ignore[method-assign]
    return parser


def _is_address(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


def about() -> Markup:
    """What the network does, in the current language."""
    organization = configuration().organization
    own = organization.about_es if current() == "es" else organization.about_en
    written = own or _(
        "{organization} is a network of local committees. Latinx communities organize in them to"
        " defend each other: they learn their rights, train neighbors to respond, answer raids and"
        " arrests, and campaign for places where nobody is hunted.",
        organization=organization.name,
    )
    return Markup(_markdown().render(written))  # noqa: S704 - no HTML comes through


def contact() -> Markup | None:
    """Who answers questions about the numbers, as a link; none where nobody is named."""
    address = configuration().organization.contact
    if address is None:
        return None
    where = address if address.startswith("https://") else f"mailto:{address}"
    shown = address.removeprefix("https://")
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(where, shown)
