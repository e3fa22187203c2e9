"""Plain sentences about a map: each true, with the contacts it speaks of and one thing to do.

Never a grade and never blame. An empty map and a star are ordinary maps. A tie that is not drawn may
still be there, so a sentence speaks of what is drawn. What was not told is not known: no record is not a "no".
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from askel.netmap import sentences_doors, sentences_help, sentences_places, sentences_ties, sentences_time
from askel.netmap.drawn import DrawnMap
from askel.netmap.sentence import Sentence

MOST = 12  # of more, nobody reads the last
AT_FIRST = 3  # beside the map

Saying = Callable[[DrawnMap, date], Iterator[Sentence]]


def sentences(drawn: DrawnMap, *, today: date, most: int = MOST) -> list[Sentence]:
    """What is said, the most useful first: one of each kind before a second one of any. No more is thought of than said."""
    kinds: Counter[str] = Counter()
    said: list[tuple[int, Sentence]] = []
    for sentence in chain.from_iterable(say(drawn, today) for say in _SAYINGS):
        said.append((kinds[sentence.code], sentence))
        kinds[sentence.code] += 1
        if len(kinds) == most:
            break
    return [sentence for _, sentence in sorted(said, key=lambda turn: turn[0])][:most]


def _untimed(say: Callable[[DrawnMap], Iterator[Sentence]]) -> Saying:
    return lambda drawn, _: say(drawn)


_SAYINGS: tuple[Saying, ...] = (
    _untimed(sentences_ties.beginning),
    sentences_time.dormant_in_field,
    _untimed(sentences_doors.doors),
    _untimed(sentences_doors.ways),
    _untimed(sentences_doors.openers),
    _untimed(sentences_ties.circles),
    _untimed(sentences_help.giving_first),
    _untimed(sentences_help.helpers),
    _untimed(sentences_places.work),
    _untimed(sentences_ties.star),
    _untimed(sentences_help.given_by_nobody),
    _untimed(sentences_doors.introducers),
    _untimed(sentences_ties.links_many),
    _untimed(sentences_help.given_by_one),
    _untimed(sentences_help.rooted),
    _untimed(sentences_doors.wishes_alone),
    _untimed(sentences_doors.networks_near),
    _untimed(sentences_time.seldom_though_close),
    sentences_time.dormant,
    _untimed(sentences_ties.no_network),
    _untimed(sentences_places.rings),
    _untimed(sentences_ties.alone),
    _untimed(sentences_places.most_in_one),
    _untimed(sentences_places.single_spheres),
    _untimed(sentences_places.far_away),
    _untimed(sentences_places.empty_spheres),
)
