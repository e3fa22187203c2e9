"""Reading a page as its owner does."""

from django.test import Client


def page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()
