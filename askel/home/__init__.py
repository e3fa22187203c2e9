"""A member's front page: the next smallest step, and what is planned for today.

Knows where a person stands on the steps, the map and the plan. Keeps nothing of its own.
"""
