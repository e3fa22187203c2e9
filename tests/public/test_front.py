from django.test import Client

from askel.people.models import Person
from tests.conftest import SignedIn


def test_the_front_page_names_the_seven_steps_in_the_visitors_language() -> None:
    english = Client().get("/", headers={"accept-language": "en"}).content.decode()
    finnish = Client().get("/", headers={"accept-language": "fi"}).content.decode()

    assert english.count("step-number") == 7
    assert "Tuning in" in english
    assert "Virittäytyminen" in finnish


def test_somebody_signed_in_goes_on_to_their_own_page(mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).get("/")["Location"] == "/home/"


def test_the_front_page_asks_the_database_nothing(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - the plugin has no type for it
    with django_assert_num_queries(0):
        Client().get("/")
