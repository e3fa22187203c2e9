"""A member's own answers to exercises, sealed, saved as they are typed.

Knows the steps. Answers only to the person who wrote it.
"""
