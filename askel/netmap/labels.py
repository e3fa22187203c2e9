"""Names as the picture writes them: whole where there is room, in two lines or cut where there is not."""

from askel.netmap.names import shorten

_SHORT, _LONG = 11, 16  # letters of a line
LINE = 12  # from one line of a label to the next
_LETTER = 6  # how wide a letter is, on average
Size = tuple[int, int]  # of a label: its width, and how many lines it has


def labels_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Ways to write a name, the fullest first."""
    if len(name) <= _SHORT:
        return ((name,),)
    short = (shorten(name, _SHORT),)
    if " " not in name:
        return ((shorten(name, _LONG),), short)
    return (tuple(shorten(line, _LONG) for line in in_two_lines(name)), short)


def size_of(lines: tuple[str, ...]) -> Size:
    """In steps, so that maps of the same shape share their places."""
    longest = max(map(len, lines))
    return max(30, -(-longest * _LETTER // 12) * 12), len(lines)


def in_two_lines(name: str) -> tuple[str, ...]:
    """Broken where the longer line is shortest; a name of one word stays one line."""
    words = name.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines)), default=(name,))
