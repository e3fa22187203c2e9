"""What every page may say about letters."""

from django.conf import settings
from django.http import HttpRequest


def letters(_request: HttpRequest) -> dict[str, object]:
    """Whether letters leave this machine. Where they do not, the person who sits at it is told where they lie."""
    mailed = settings.ENV.mail is not None
    folder = settings.LETTERS_FOLDER if settings.ENV.is_loopback and not mailed else None
    return {"letters_are_mailed": mailed, "letters_folder": folder}
