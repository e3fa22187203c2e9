"""What every page may say about letters, and pages of the account about the end of the place."""

from django.conf import settings
from django.http import HttpRequest

from askel.people.models import Person
from askel.people.rules import leaving_on

_SAYING_SO = ("/account/", "/home/")


def letters(_request: HttpRequest) -> dict[str, object]:
    """Whether letters leave this machine. Where they do not, the person who sits at it is told where they lie."""
    mailed = settings.ENV.mail is not None
    folder = settings.LETTERS_FOLDER if settings.ENV.is_loopback and not mailed else None
    return {"letters_are_mailed": mailed, "letters_folder": folder}


def leaving(request: HttpRequest) -> dict[str, object]:
    """On pages of the account and on *Today*: when everything of the reader is erased, if they asked for it. No query."""
    person = getattr(request, "user", None) if request.path.startswith(_SAYING_SO) else None
    return {"leaving_on": leaving_on(person) if isinstance(person, Person) else None}
