"""Goals, moves and check-ins: small dated acts towards somebody, and what became of them.

Knows the map and the steps. Answers only its owner.
"""
