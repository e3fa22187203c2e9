"""Markdown of content files as HTML: paragraphs, lists, emphasis, and nothing that could run."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "ol", "ul", "li", "em", "strong", "blockquote", "br"}
_markdown = MarkdownIt("commonmark", {"html": False}).disable(
    ["link", "image", "autolink", "heading", "lheading", "code"]
)


def as_html(text: str) -> Markup:
    return Markup(nh3.clean(_markdown.render(text), tags=_TAGS, attributes={"ol": {"start"}}))  # noqa: S704 - cleaned
