"""Which pages somebody can reach: by following links, as a person would, and by asking the resolver what there is."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.live import Person

EACH = 3  # so many pages of one kind are opened for their links


def reachable(person: Person, *starts: str) -> dict[str, str]:
    """One address for each kind of page (named as in the resolver) that links lead to from ``starts``."""
    found: dict[str, str] = {}
    opened: Counter[str] = Counter()
    waiting = deque(starts)
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if not name or opened[name] >= EACH:
            continue
        opened[name] += 1
        answer = person.get(path)
        if answer.status == 200 and "</html>" in answer.text:
            found.setdefault(name, path)
            waiting.extend(links(answer.text, path))
    return found


def links(html: str, base: str) -> Iterator[str]:
    for href in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', html):
        address = urlsplit(urljoin(base, unescape(href)))
        if not address.netloc and address.scheme in {"", "http"}:
            yield address.path + (f"?{address.query}" if address.query else "")


def name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def all_names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The name of every address there is."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from all_names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"
