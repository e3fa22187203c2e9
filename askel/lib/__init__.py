"""Helpers that know no models: identifiers, refusals.

Knows Python and Django's plain functions. Knows nothing of people, maps or plans.
"""
