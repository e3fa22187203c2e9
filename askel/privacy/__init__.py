"""What Askel holds about a person: said, taken along, brought back, ended.

Knows every room below that keeps a row about somebody. A model with a key to a person and no place in ``holdings`` fails
a test. Shows a person nothing but their own.
"""
