"""The cast, the same everywhere: the first letter is the role."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import settings

from askel.people.models import Person
from askel.vault.keys import drop_held_keys
from tests import make

SignedIn = Callable[[Person], Client]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test may use both databases, unless it says otherwise."""
    for item in items:
        if not item.get_closest_marker("django_db") and item.path.parent.name not in {"e2e", "faults"}:
            item.add_marker(pytest.mark.django_db(databases="__all__"))


settings.register_profile("askel", deadline=None)  # a wall clock is no proof of anything
settings.load_profile("askel")


@pytest.fixture(autouse=True)
def _no_keys_left() -> Iterator[None]:
    """A key kept over the end of a test would open nothing: its row was rolled back."""
    yield
    drop_held_keys()


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    """A request that asked for Finnish leaves it to whoever comes next in the same thread."""
    yield
    translation.deactivate()


@pytest.fixture
def mina() -> Person:
    """A member."""
    return make.person("Mina")


@pytest.fixture
def pavel() -> Person:
    """Her peer."""
    return make.person("Pavel")


@pytest.fixture
def fatou() -> Person:
    """A facilitator."""
    return make.person("Fatou")


@pytest.fixture
def chen() -> Person:
    """A coordinator."""
    return make.person("Chen")


@pytest.fixture
def sam() -> Person:
    """A stranger."""
    return make.person("Sam")


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which this person is signed in. The day of the visit is written already."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/welcome/")
        return client

    return sign_in


@pytest.fixture
def browser(mina: Person, signed_in: SignedIn) -> Client:
    """Mina is signed in here."""
    return signed_in(mina)
