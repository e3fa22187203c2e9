"""Why a file cannot be read, as a code and a place. Knows no language: the front door has the words."""

from enum import StrEnum


class Why(StrEnum):
    EMPTY = "empty"
    PICTURE = "picture"
    PDF = "pdf"
    ZIP = "zip"
    PACKED = "packed"
    SPREADSHEET = "spreadsheet"
    BINARY = "binary"
    HTML = "html"
    JSON = "json"
    CALENDAR = "calendar"
    OTHER_XML = "other-xml"
    OTHER_GRAPHML = "other-graphml"
    NO_GRAPH = "no-graph"
    NO_HEADER = "no-header"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"
    ALPHABET = "alphabet"
    XML_CUT = "xml-cut"
    XML_BROKEN = "xml-broken"
    XML_ENTITIES = "xml-entities"
    CSV_CUT = "csv-cut"
    CSV_ROW = "csv-row"
    VCARD_CUT = "vcard-cut"
    CANVAS_NO_PEOPLE = "canvas-no-people"
    ZIP_EMPTY = "zip-empty"
    ZIP_BROKEN = "zip-broken"
    ZIP_LOCKED = "zip-locked"
    ZIP_BIG = "zip-big"
    ZIP_MANY = "zip-many"
    OWN_NEWER = "own-newer"
    OWN_CUT = "own-cut"
    OWN_BROKEN = "own-broken"
    OWN_CONTACT = "own-contact"
    TOO_BIG = "too-big"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_TOGETHER = "too-many-together"
    TOO_MANY_TIES = "too-many-ties"
    TOO_SLOW = "too-slow"
    TOO_HEAVY = "too-heavy"


class Unreadable(Exception):  # noqa: N818 - a fact about the file, the front door turns it into a refusal
    """A file that no reader can take. ``place`` is a row or a line, 0 where there is none.

    ``file`` tells which of several files it is, None where it is all of them or nobody knows; ``member`` which one
    inside a zip.
    """

    def __init__(self, why: Why, place: int = 0, file: int | None = None, member: str = "") -> None:
        super().__init__(why, place, file, member)
        self.why = why
        self.place = place
        self.file = file
        self.member = member
