"""docs/evidence.md names the page where each ingredient lives. A page that is gone fails here."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from askel.plan.ideas import find_idea
from tests.test_access import names

PAGE = Path(__file__).parent.parent / "docs/evidence.md"
ROWS = re.findall(r"^\| (E\d+) \|.*\|([^|]*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_each_ingredient_has_one_row() -> None:
    ingredients = [ingredient for ingredient, _ in ROWS]

    assert len(ROWS) >= 13
    assert ingredients == sorted(set(ingredients), key=lambda name: int(name[1:]))


@pytest.mark.parametrize(("ingredient", "pages"), ROWS)
def test_the_pages_of_an_ingredient_are_there(ingredient: str, pages: str) -> None:
    named = re.findall(r"`([a-z_]+:[a-z_0-9]+)`", pages)

    assert named, ingredient
    assert set(named) <= set(names(get_resolver()))


@pytest.mark.parametrize("key", ["ask-20-minutes", "coffee-talk", "two-more-names", "help-first", "introduce-two"])
def test_the_moves_that_the_page_calls_ready_made_are_there(key: str) -> None:
    assert find_idea(key)
