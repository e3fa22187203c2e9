"""What every template is given."""

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject


def one_token(request: HttpRequest) -> dict[str, object]:
    """The hidden field of a form, masked once a page: Django masks it anew for each form, and a plan has a dozen."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}
