"""Which function does which kind of work: higher rooms register theirs by name in ``AppConfig.ready``."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from askel.errand.models import Errand

Tell = Callable[[int], None]
Work = Callable[[Errand, Tell], bytes | str | None]
_works: dict[str, str] = {}


def register(kind: str, work: str) -> None:
    """``work`` is the dotted name of a function (errand, tell) -> result or None.

    It may be run again from its beginning at any time. ``tell(40)`` says how far it is.
    """
    _works[kind] = work


def is_known(kind: str) -> bool:
    return kind in _works


def work_of(kind: str) -> Work:
    """Raises: KeyError for a kind that nobody registered."""
    found: Work = import_string(_works[kind])
    return found
