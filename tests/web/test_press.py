"""PDF and PNG are made in a child that is bounded, opens nothing, and says what is missing."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from askel.web.lacks import Lacks
from askel.web.press import NoPressError, NotPressedError, press

PAGE = '<html lang="fi"><title>Otsikko</title><h1>Hei</h1><p>Päivi ja پروین</p></html>'


def test_a_pdf_is_tagged_and_has_language_and_title() -> None:
    made = PdfReader(BytesIO(press(PAGE, "pdf")))

    root = made.root_object
    assert str(root["/Lang"]) == "fi"
    assert "/StructTreeRoot" in root
    assert made.metadata is not None
    assert made.metadata.title == "Otsikko"
    assert "Päivi" in made.pages[0].extract_text()


def test_a_png_is_a_picture_of_the_first_sheet() -> None:
    picture = Image.open(BytesIO(press(f"<style>@page {{ size: 90px 60px; margin: 0 }}</style>{PAGE}", "png")))

    assert (picture.format, picture.size) == ("PNG", (360, 240))


def test_a_page_opens_no_file_and_no_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text x="9" y="9">marker-77</text></svg>')
    page = f'<html lang="en"><title>.</title><img alt="a" src="{secret.as_uri()}"><object data="{secret.as_uri()}"></object></html>'

    made = pypdfium2.PdfDocument(press(page, "pdf"))

    text = made[0].get_textpage().get_text_range()
    made.close()
    assert "marker-77" not in text


def test_a_page_that_takes_too_much_is_refused_in_words() -> None:
    page = f'<html lang="en"><title>.</title>{"<table><tr><td>" * 4000}x</html>'

    with pytest.raises(NotPressedError, match="could not be made"):
        press(page, "pdf")


def test_a_machine_without_pango_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(NoPressError, match="print the page with your browser") as refused:
        press(PAGE, "pdf")

    assert refused.value.lacks == Lacks.PANGO


def test_a_machine_without_a_font_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none.conf").write_text("<fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "none.conf"))

    with pytest.raises(NoPressError) as refused:
        press(PAGE, "pdf")

    assert refused.value.lacks == Lacks.FONTS


def test_the_server_itself_never_loads_what_makes_them() -> None:
    code = "import sys, django; django.setup(); import askel.config.urls, askel.config.doctor; print('weasyprint' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "False"
