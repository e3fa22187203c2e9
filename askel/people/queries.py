"""What pages ask about accounts."""

from allauth.mfa.models import Authenticator

from askel.people.models import Person


def is_guest(person: Person) -> bool:
    """Whether a return code is this person's only way back. One query for whoever has no address."""
    return person.email is None and not Authenticator.objects.filter(user=person).exists()
