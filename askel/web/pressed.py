"""The child of ``press.py``: ``python -m askel.web.pressed`` takes one page as JSON and answers with the bytes of a file.

It alone knows WeasyPrint. It knows neither Django nor the person, and opens no address.
"""

import io
import json
import os
import resource
import sys
import warnings

from askel.web.lacks import Lacks

# Without a single font Pango crashes; WeasyPrint looks for them while it is imported, and only warns.
warnings.filterwarnings("error", message="No fonts configured|FontConfig cannot load", category=UserWarning)
try:
    import pypdfium2
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher
except OSError:  # a library of the machine is not there
    sys.exit(Lacks.PANGO)
except UserWarning:
    sys.exit(Lacks.FONTS)

MOST_WORK = 20  # seconds of the processor
MOST_MEMORY = 1024 * 1024 * 1024  # of addresses, the interpreter's own included: 300 MB were measured
_SHARP, _WIDEST = 4, 2400  # pixels for each of the page, and for all of them: more would take long to pack


def bound() -> None:
    """From here on, this process ends when it takes too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the names


def pdf(page: str) -> bytes:
    """Tagged, with the language and the title that the page names."""
    document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=["data"], allow_redirects=False))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def png(page: str) -> bytes:
    """The first sheet as a picture. It is drawn from the PDF, so that both look alike in every script."""
    made = io.BytesIO()
    sheet = pypdfium2.PdfDocument(pdf(page))[0]
    sheet.render(scale=min(_SHARP * 96 / 72, _WIDEST / sheet.get_width())).to_pil().save(made, "PNG")
    return made.getvalue()


def main() -> None:
    """Answer the parent, or end without a word when memory runs out."""
    bound()
    sent = json.load(sys.stdin.buffer)
    try:
        made = {"pdf": pdf, "png": png}[sent["form"]](sent["page"])
    except MemoryError:
        os._exit(1)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
