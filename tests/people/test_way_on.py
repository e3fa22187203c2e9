"""After coming in, somebody goes on only to a page of ours."""

import pytest
from django.test import Client

from tests import make


@pytest.mark.parametrize("wanted", ["foo", "home", "a b", "//elsewhere.example", "https://elsewhere.example/"])
def test_a_way_on_that_is_no_page_of_ours_is_not_taken(wanted: str) -> None:
    guest = make.guest()

    answer = Client().post("/sign-in/return/", {"code": guest.return_code, "next": wanted})

    assert answer.status_code == 302
    assert answer["Location"] == "/home/"
