"""The front door for files: bytes in, maps out, or one sentence that says what to do. Stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from askel.lib.refused import Refused
from askel.netmap.apart import read_apart
from askel.netmap.found import FoundMap
from askel.netmap.names import clean, shorten
from askel.netmap.together import read_together
from askel.netmap.unreadable import Unreadable, Why

LARGEST = 5 * 1024 * 1024
# What is larger than this together is read in a process of its own. Up to here the page's thread reads it:
# measured with files made to take long, at most 110 ms.
LARGE = 128 * 1024


class UnreadableFileError(Refused):
    """The file cannot be read; the words say which kind is expected, where it breaks, and what helps."""


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file in memory. Whoever reads it in takes at most ``LARGEST`` + 1 bytes: more is refused anyhow."""

    name: str
    content: bytes


def read_files(files: Sequence[BroughtFile]) -> list[FoundMap]:
    """The maps in the files; several files of one session make one map. Raises: UnreadableFileError."""
    try:
        return _read_bounded([file.content for file in files])
    except Unreadable as unreadable:
        raise UnreadableFileError(_words(files, unreadable)) from unreadable


def _read_bounded(contents: Sequence[bytes]) -> list[FoundMap]:
    for number, content in enumerate(contents):
        if len(content) > LARGEST:
            raise Unreadable(Why.TOO_BIG, file=number)
    return read_apart(contents) if sum(map(len, contents)) > LARGE else read_together(contents)


def _words(files: Sequence[BroughtFile], unreadable: Unreadable) -> str:
    sentence = _sentences()[unreadable.why] % {"place": unreadable.place}
    if len(files) == 1 or unreadable.file is None:
        return sentence
    name = shorten(clean(files[unreadable.file].name))
    return _("%(file)s: %(sentence)s") % {"file": name, "sentence": sentence}


def _sentences() -> dict[Why, str]:
    return _other_kinds() | _other_texts() | _broken() | _too_much()


def _other_kinds() -> dict[Why, str]:
    return {
        Why.EMPTY: _("This file is empty. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."),
        Why.PICTURE: _("This file is a picture, not a Network Canvas export. Choose the file that ends in .graphml."),
        Why.PDF: _("This file is a PDF. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."),
        Why.ZIP: _(
            "This file is a zip, and zips cannot be read yet. "
            "Open it on your device and choose the .graphml file or Connections.csv inside."
        ),
        Why.PACKED: _("This file is packed. Unpack it first, and choose the .graphml file or Connections.csv inside."),
        Why.SPREADSHEET: _(
            "This file is a spreadsheet. Save it as “CSV UTF-8”, or choose LinkedIn's own Connections.csv."
        ),
        Why.BINARY: _(
            "This file is of another kind. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."
        ),
    }


def _other_texts() -> dict[Why, str]:
    return {
        Why.HTML: _("This file is a web page. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."),
        Why.JSON: _("This file is JSON. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."),
        Why.CALENDAR: _(
            "This file is a calendar. Choose the file that ends in .graphml, or LinkedIn's Connections.csv."
        ),
        Why.VCARD: _("This file is a vCard, and vCards cannot be read yet. Add these people by hand."),
        Why.GOOGLE: _(
            "This file is a list from Google, and those cannot be read yet. Choose LinkedIn's Connections.csv."
        ),
        Why.NETWORKCANVAS_CSV: _(
            "This file is a CSV of Network Canvas, and those cannot be read yet. "
            "Choose the file of the same export that ends in .graphml."
        ),
        Why.OTHER_XML: _("This file is XML, but not GraphML. Choose the file of Network Canvas that ends in .graphml."),
        Why.OTHER_GRAPHML: _(
            "This GraphML was not made by Network Canvas. Choose a .graphml file that Network Canvas made."
        ),
        Why.NO_GRAPH: _("This GraphML holds no network. Export it from Network Canvas again."),
        Why.NO_HEADER: _(
            "This file has no row with “First Name” and “Last Name”. Choose the Connections.csv that LinkedIn sent you."
        ),
    }


def _broken() -> dict[Why, str]:
    return {
        Why.UTF_16: _("This text is in UTF-16 and breaks at line %(place)d. Save it as UTF-8, or export it again."),
        Why.UTF_32: _("This text is in UTF-32, which cannot be read. Save it as UTF-8."),
        Why.ALPHABET: _("From line %(place)d on, this text is not in UTF-8. Save it as UTF-8, or export it again."),
        Why.XML_CUT: _("This GraphML ends too early, at line %(place)d. Export it from Network Canvas again."),
        Why.XML_BROKEN: _("This GraphML is damaged at line %(place)d. Export it from Network Canvas again."),
        Why.XML_ENTITIES: _("This GraphML refers to things outside itself. Choose the file as Network Canvas made it."),
        Why.CSV_CUT: _("This list ends too early, at row %(place)d. Download Connections.csv from LinkedIn again."),
        Why.CSV_ROW: _("Row %(place)d of this list is damaged. Download Connections.csv from LinkedIn again."),
    }


def _too_much() -> dict[Why, str]:
    return {
        Why.TOO_BIG: _("This file is larger than 5 MB. Choose the .graphml file or Connections.csv itself."),
        Why.TOO_MANY_ROWS: _("This file has more than 10,000 rows. Choose a file with fewer people."),
        Why.TOO_MANY_TOGETHER: _("These files have more than 10,000 rows together. Choose fewer files."),
        Why.TOO_MANY_TIES: _("This has more than 50,000 ties. Choose a file with fewer people."),
        Why.TOO_SLOW: _("Reading this takes too long. Export it again, or choose less at once."),
        Why.TOO_HEAVY: _("Reading this takes too much memory. Export it again, or choose less at once."),
    }
