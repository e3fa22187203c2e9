"""The member's map: contacts, networks, wishes, ties and encounters; how it is drawn and told in words.

Knows its owner, the seven spheres and the three rings. Knows nothing of goals and moves: a plan that
moves tells the map that two people met.
"""
