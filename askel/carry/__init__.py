"""Maps carried in and out: files that members bring, and what they take along.

Knows the map. Nothing is kept here: what is brought and picked goes to the map, and what is taken comes from it.
"""
