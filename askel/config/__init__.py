"""Settings, addresses and the command: where the apps meet.

Knows every app by name. Imports none of the private ones: their pages and commands are loaded by name.
"""
