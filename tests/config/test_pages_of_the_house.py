"""Is it well, and the doors of the demo."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.utils.translation import override
from pytest_django.fixtures import Settings

from askel.config.env import read_environment
from askel.errand.actions import note_tick
from askel.people.models import Person
from tests import make


@pytest.fixture
def cast_mina(mina: Person) -> Person:
    mina.demo_name = "mina"
    mina.save(update_fields=["demo_name"])
    return mina


@contextmanager
def refusing(alias: str) -> Iterator[None]:
    def refuse(*_: object) -> None:
        message = "the database went away"
        raise OSError(message)

    with connections[alias].execute_wrapper(refuse):
        yield


def test_it_is_well_when_both_databases_answer(client: Client) -> None:
    before = client.get("/healthz")
    note_tick(now=make.NOON)

    after = client.get("/healthz")

    assert (before.status_code, before.json()) == (200, {"web": "ok", "loop_ticked_at": None})
    assert (after.status_code, after.json()["loop_ticked_at"]) == (200, make.NOON.isoformat())


@pytest.mark.parametrize("alias", ["default", "vault"])
def test_it_is_not_well_when_one_does_not(client: Client, alias: str) -> None:
    with refusing(alias):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"web": "no database"})


def test_one_button_walks_in_as_one_of_the_cast(client: Client, cast_mina: Person) -> None:
    assert client.get("/demo/as/mina").status_code == 200
    assert "_auth_user_id" not in client.session  # a link never signs in

    client.post("/demo/as/mina")

    assert client.session["_auth_user_id"] == str(cast_mina.pk)


@pytest.mark.usefixtures("cast_mina")
@override("en")  # no language of these requests stays for other tests
def test_the_door_keeps_the_language_that_the_browser_asked_for_or_somebody_chose(client: Client) -> None:
    asked = client.post("/demo/as/mina", headers={"Accept-Language": "fi"}, follow=True)
    other = Client()
    other.post("/language/", {"language": "fi"})

    chosen = other.post("/demo/as/mina", headers={"Accept-Language": "en"}, follow=True)

    assert 'lang="fi"' in asked.text
    assert 'lang="fi"' in chosen.text


def test_only_the_cast_has_such_a_door(client: Client, cast_mina: Person) -> None:
    make.person("Nora")

    assert client.post("/demo/as/mina").status_code == 302
    assert client.post("/demo/as/nora").status_code == 404


@pytest.mark.usefixtures("cast_mina")
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_door_is_not_there_for_a_caller_from_elsewhere(client: Client, method: str) -> None:
    assert getattr(client, method)("/demo/as/mina", REMOTE_ADDR="192.0.2.7").status_code == 404


@pytest.mark.usefixtures("cast_mina")
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_door_is_not_there_where_askel_serves_others(client: Client, settings: Settings, method: str) -> None:
    settings.ENV = read_environment({"ASKEL_URL": "https://askel.example.org"})

    assert getattr(client, method)("/demo/as/mina").status_code == 404
