"""Messages owed to a person at a time: a row in the transaction of its cause, sent by the loop, repeated but never lost.

Knows people, their addresses and the loop. Knows nothing of why a letter is owed: whoever owes one registers its kind.
"""
