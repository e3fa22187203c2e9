"""Markdown of content files as HTML: paragraphs, lists, emphasis, and nothing that could run."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "ol", "ul", "li", "em", "strong", "blockquote", "br"}
_SPOKEN = {"Suomeksi:": "fi", "In English:": "en"}  # a paragraph that begins so is read aloud in that language
_markdown = MarkdownIt("commonmark", {"html": False}).disable(
    ["link", "image", "autolink", "heading", "lheading", "code"]
)


def as_html(text: str) -> Markup:
    html = nh3.clean(_markdown.render(text), tags=_TAGS, attributes={"ol": {"start"}})
    for opening, language in _SPOKEN.items():
        html = html.replace(f"<p><em>{opening}</em>", f'<p lang="{language}"><em>{opening}</em>')
    return Markup(html)  # noqa: S704 - cleaned
