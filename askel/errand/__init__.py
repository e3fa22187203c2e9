"""Work that takes longer than a page may: a row, a lease, progress, a result that expires. And the loop that does it.

Knows people. Knows nothing of what the work is: whoever has work registers it by name.
"""
