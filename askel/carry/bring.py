"""The front door for files: bytes in, maps out, or one sentence that says what to do. Stores nothing."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from askel.carry.apart import read_apart
from askel.carry.decode import is_zip
from askel.carry.found import FoundMap
from askel.carry.kept_maps import can_be_kept, without_odd
from askel.carry.together import read_together
from askel.carry.unreadable import Unreadable, Why
from askel.lib.refused import Refused
from askel.netmap.details import Details
from askel.netmap.names import clean, shorten

LARGEST = 5 * 1024 * 1024
# What is larger than this together is read in a process of its own. Up to here the page's thread reads it:
# measured with files made to take long, at most 110 ms.
LARGE = 128 * 1024


MOST_AT_ONCE = 2  # children of a worker: each may take a processor and 400 MB

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class BusyError(Refused):
    """As many files as this worker may are being read."""


class UnreadableFileError(Refused):
    """The file cannot be read; the words say which kind is expected, where it breaks, and what helps."""


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file in memory. Whoever reads it in takes at most ``LARGEST`` + 1 bytes: more is refused anyhow."""

    name: str
    content: bytes


def read_files(files: Sequence[BroughtFile]) -> list[FoundMap]:
    """The maps in the files; several files of one session make one map. Raises: UnreadableFileError, BusyError."""
    try:
        maps = _read_bounded(files)
        _refuse_odd_details(maps)
    except Unreadable as unreadable:
        raise UnreadableFileError(_words(files, unreadable)) from unreadable
    return [without_odd(found_map, today=timezone.localdate()) for found_map in maps]


def _read_bounded(files: Sequence[BroughtFile]) -> list[FoundMap]:
    contents = [file.content for file in files]
    for number, content in enumerate(contents):
        if len(content) > LARGEST:
            raise Unreadable(Why.TOO_BIG, file=number)
    names = [file.name for file in files]
    return _read_in_place(contents, names) if takes_long(files) else read_together(contents, names)


def takes_long(files: Sequence[BroughtFile]) -> bool:
    """Whether the page's thread is not the one to read them. Of a zip nobody knows before what it holds."""
    return sum(len(file.content) for file in files) > LARGE or any(is_zip(file.content) for file in files)


def _read_in_place(contents: Sequence[bytes], names: Sequence[str]) -> list[FoundMap]:
    if not _places.acquire(blocking=False):
        raise BusyError(_("Many files are being read right now. Wait a minute, and choose the file again."))
    try:
        return read_apart(contents, names)
    finally:
        _places.release()


def _refuse_odd_details(maps: Sequence[FoundMap]) -> None:
    """What the owner said about somebody is looked at here, where its words are known."""
    for found_map in maps:
        for number, one in enumerate(found_map.found, 1):
            if one.ring is None:
                continue  # only Askel's own file says where somebody stands, or more
            try:
                said = Details.from_plain(one.details or {})
            except RecursionError as deep:
                raise Unreadable(Why.OWN_BROKEN) from deep
            except (TypeError, ValueError) as odd:
                raise Unreadable(Why.OWN_CONTACT, number) from odd
            if not all(map(can_be_kept, (said.trade, said.meaning, one.note))):
                raise Unreadable(Why.OWN_CONTACT, number)


def _words(files: Sequence[BroughtFile], unreadable: Unreadable) -> str:
    sentence = _sentences()[unreadable.why] % {"place": unreadable.place}
    if unreadable.file is None or (len(files) == 1 and not unreadable.member):
        return sentence
    name = shorten(clean(unreadable.member or files[unreadable.file].name))
    return _("%(file)s: %(sentence)s") % {"file": name, "sentence": sentence}


def _sentences() -> dict[Why, str]:
    return _other_kinds() | _other_texts() | _broken() | _too_much()


def _other_kinds() -> dict[Why, str]:
    return {
        Why.EMPTY: _("This file is empty. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
        Why.PICTURE: _("This file is a picture. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
        Why.PDF: _("This file is a PDF. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
        Why.ZIP: _("This zip lies inside another one. Unpack the outer one, and choose the inner one."),
        Why.PACKED: _("This file is packed, but not as a zip. Unpack it first, and choose the files inside."),
        Why.SPREADSHEET: _("This file is a spreadsheet. Save it as “CSV UTF-8”, or choose the CSV that you were sent."),
        Why.BINARY: _("This file is of another kind. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
    }


def _other_texts() -> dict[Why, str]:
    return {
        Why.HTML: _("This file is a web page. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
        Why.JSON: _("This file is JSON, but not a map from Askel. Choose the .json file that Askel made."),
        Why.CALENDAR: _("This file is a calendar. Choose a file that ends in .graphml, .csv, .vcf, .zip or .json."),
        Why.OTHER_XML: _("This file is XML, but not GraphML. Choose the file of Network Canvas that ends in .graphml."),
        Why.OTHER_GRAPHML: _(
            "This GraphML was not made by Network Canvas. Choose a .graphml file that Network Canvas made."
        ),
        Why.NO_GRAPH: _("This GraphML holds no network. Export it from Network Canvas again."),
        Why.NO_HEADER: _(
            "This file has no row with “First Name” and “Last Name”. "
            "Choose the CSV as LinkedIn, Google or Network Canvas made it."
        ),
        Why.CANVAS_NO_PEOPLE: _(
            "This file of Network Canvas holds only ties. "
            "Choose the files named “attributeList” of the same export too, or the whole zip."
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
        Why.CSV_CUT: _("This list ends too early, at row %(place)d. Download it again from where it came."),
        Why.CSV_ROW: _("Row %(place)d of this list is damaged. Download it again from where it came."),
        Why.VCARD_CUT: _("A card of this vCard file does not end, at line %(place)d. Export your contacts again."),
        Why.OWN_CUT: _("This map from Askel ends too early or is damaged at line %(place)d. Take it from Askel again."),
        Why.OWN_BROKEN: _("This map from Askel is damaged. Take it from Askel again."),
        Why.OWN_CONTACT: _("In this map from Askel, contact %(place)d is damaged. Take the map from Askel again."),
        Why.OWN_NEWER: _("This map was made by a newer Askel. Bring it to an Askel that is as new."),
    }


def _too_much() -> dict[Why, str]:
    return _too_much_in_zip() | {
        Why.TOO_BIG: _("This file is larger than 5 MB. Export fewer people at once, without pictures."),
        Why.TOO_MANY_ROWS: _("This file has more than 10,000 rows. Choose a file with fewer people."),
        Why.TOO_MANY_TOGETHER: _("These files have more than 10,000 rows together. Choose fewer files."),
        Why.TOO_MANY_TIES: _("This has more than 50,000 ties. Choose a file with fewer people."),
        Why.TOO_SLOW: _("Reading this takes too long. Export it again, or choose less at once."),
        Why.TOO_HEAVY: _("Reading this takes too much memory. Export it again, or choose less at once."),
    }


def _too_much_in_zip() -> dict[Why, str]:
    return {
        Why.ZIP_EMPTY: _("This zip holds no file that can be read. Choose a zip from Network Canvas or LinkedIn."),
        Why.ZIP_BROKEN: _("This zip is damaged. Download or export it again."),
        Why.ZIP_LOCKED: _("This zip is locked with a password. Unpack it on your device, and choose the files inside."),
        Why.ZIP_BIG: _("This zip holds more than 50 MB. Unpack it, and choose the files that you need."),
        Why.ZIP_MANY: _("This zip holds more than 200 files. Unpack it, and choose the files that you need."),
    }
