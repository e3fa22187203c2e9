"""Sealing private fields, and the keys that open them.

Knows an owner's id. Knows nothing of people, nor of what is sealed.
"""
