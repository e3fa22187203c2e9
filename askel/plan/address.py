"""What an address of the plan names: ids and keys, never words."""

from uuid import UUID

from django.http import Http404, HttpRequest


def towards_in(request: HttpRequest) -> UUID | None:
    """The contact that ``?towards=`` names, if it names one. Raises: Http404 for what is no id."""
    said = request.GET.get("towards")
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Http404 from None
