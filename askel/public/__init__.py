"""The open pages: what Askel is, and where to begin.

Knows the steps. Knows nobody's answers, maps or plans.
"""
