"""Messages to a person. For now the sign-in codes, which leave from the request.

Knows addresses and words that are handed to it. Knows nothing of why they are sent.
"""
