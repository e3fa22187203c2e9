"""What the groups of an address book say about where in life somebody belongs.

Only whole words that can mean one thing: "friends" or "Tampere" say nothing about a sphere, and are passed over.
Whoever is brought can be moved on the map afterwards.
"""

from collections.abc import Iterable

_SPHERES = {
    "work": (
        *("work", "job", "office", "colleague", "colleagues", "co-worker", "co-workers", "coworker", "coworkers"),
        *("työ", "työt", "työpaikka", "työkaveri", "työkaverit", "kollega", "kollegat"),
        *("arbete", "jobb", "kollegor"),
    ),
    "study": (
        *("study", "studies", "school", "university", "college", "classmate", "classmates", "fellow students"),
        *("opiskelu", "opinnot", "opiskelukaveri", "opiskelukaverit", "koulu", "yliopisto", "kurssikaverit"),
        *("studier", "skola", "skolan", "universitet"),
    ),
    "free_time": (
        *("free time", "leisure", "hobby", "hobbies", "sport", "sports"),
        *("vapaa-aika", "harrastus", "harrastukset", "urheilu"),
        *("fritid", "hobbyer"),
    ),
    "family_neighbours": (
        *("family", "relatives", "kin", "neighbour", "neighbours", "neighbor", "neighbors"),
        *("perhe", "suku", "sukulaiset", "naapuri", "naapurit"),
        *("familj", "familjen", "släkt", "grannar"),
    ),
    "officials_services": (
        *("officials", "authorities", "services"),
        *("viranomaiset", "viranomainen", "palvelut"),
        *("myndigheter", "tjänster"),
    ),
    "old_home": (
        *("old home", "home country"),
        *("vanha koti", "kotimaa", "entinen kotimaa"),
        *("hemland", "hemlandet"),
    ),
    "online": (
        *("online", "internet"),
        *("netti", "verkossa"),
        *("på nätet",),
    ),
}
_SPHERE_OF = {word: sphere for sphere, words in _SPHERES.items() for word in words}


def spheres_of(groups: Iterable[str]) -> tuple[str, ...]:
    """The spheres that the groups name, each once. Google marks its own groups with a star."""
    plain = (group.strip().removeprefix("*").strip().casefold() for group in groups)
    return tuple(dict.fromkeys(_SPHERE_OF[word] for word in plain if word in _SPHERE_OF))
