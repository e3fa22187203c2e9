"""The one way an action says no."""


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """An action did nothing, and ``str(refused)`` tells the person why and what to do.

    The words are shown as they are: whole, translated sentences without names of tables or fields.
    """


class StaleError(Refused):
    """The row has changed since the page was made. Carries the row as it is now."""

    def __init__(self, words: str, current: object) -> None:
        super().__init__(words)
        self.current = current
