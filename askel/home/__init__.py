"""A member's front page: the next smallest step, and what is planned for today.

Knows where a person stands on the steps, the map and the plan, and whether there are new words at the door. Keeps
nothing of its own.
"""
