"""What a machine may lack to make a PDF: how the child of ``press.py`` ends when it makes nothing."""

from enum import IntEnum


class Lacks(IntEnum):
    PANGO = 70
    FONTS = 71
