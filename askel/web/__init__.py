"""Base pages, components, page parts, errors.

Knows requests and templates. Knows no models.
"""
