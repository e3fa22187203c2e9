"""The one door between people: who showed which line to whom, until when, and who looked.

Knows the map and the plan, and is the only room that shows one person's rows to another. Whoever asks "who can see
this?" reads ``queries.visible``. Knows no names of people: the owner writes for whom a line is, sealed, and whoever
opens its link first is the one who sees it. Knows nothing of rounds, pairs or circles.
"""
