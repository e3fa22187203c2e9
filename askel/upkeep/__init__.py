"""Keeping ties alive: how often each wants to hear from the member, who is being lost, and when to look at the map next.

Knows the map and the plan. Answers only its owner. Nobody gets a rhythm unasked.
"""
