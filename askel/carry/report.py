"""What a file held that does not come in, by reason, in words."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import ngettext

from askel.carry.found import FoundMap


def report_of(maps: Sequence[FoundMap]) -> list[str]:
    """One sentence for each reason that occurred."""
    left_out: Counter[str] = Counter()
    for found_map in maps:
        left_out.update(found_map.left_out)
        left_out.update(found_map.kept_out)
    left_out["link"] = sum(found_map.links_dropped for found_map in maps)
    return [_sentence(reason, count) % {"num": count} for reason, count in left_out.items() if count]


def _sentence(reason: str, num: int) -> str:
    return {
        "no-person": ngettext(
            "%(num)d row had no name and no profile link.", "%(num)d rows had no name and no profile link.", num
        ),
        "repeat": ngettext("%(num)d was told twice, and counts once.", "%(num)d were told twice, and count once.", num),
        "self-loop": ngettext(
            "%(num)d tie led from somebody to themselves.", "%(num)d ties led from somebody to themselves.", num
        ),
        "loose-end": ngettext(
            "%(num)d tie led to somebody who is not in the file.",
            "%(num)d ties led to somebody who is not in the file.",
            num,
        ),
        "not-a-person": ngettext(
            "%(num)d was a place or a device, and no person.", "%(num)d were places or devices, and no people.", num
        ),
        "junk": ngettext("%(num)d row or line could not be read.", "%(num)d rows or lines could not be read.", num),
        "kept-junk": ngettext("%(num)d kept map could not be read.", "%(num)d kept maps could not be read.", num),
        "kept-many": ngettext(
            "There was no room for %(num)d kept map.", "There was no room for %(num)d kept maps.", num
        ),
        "kept-day": ngettext(
            "%(num)d kept map is from a day that has not come yet.",
            "%(num)d kept maps are from days that have not come yet.",
            num,
        ),
        "link": ngettext("%(num)d link was not a LinkedIn profile.", "%(num)d links were not LinkedIn profiles.", num),
    }[reason]
