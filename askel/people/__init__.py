"""Accounts, guests, sign-in, languages, the typed request of a signed-in person.

Knows keys, so that an erased person's words end with them. Knows nothing of steps, maps or plans.
"""
