"""Editions of the model, exercises, and the ledger of facts: who reached what, when. Never content.

Knows people. Knows no answers, maps or plans: those tell it that something happened, never what was written.
"""
