"""What happens in a lower room and is told to the higher ones, which it does not know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, ParamSpec

What = ParamSpec("What")


@dataclass
class Event(Generic[What]):
    """Each higher room registers one function, in its ``AppConfig.ready``. It runs in the transaction of what happened."""

    heard_by: list[Callable[What, None]] = field(default_factory=list)

    def register(self, hear: Callable[What, None]) -> None:
        """Call ``hear`` whenever it happens. Registering twice is once."""
        if hear not in self.heard_by:
            self.heard_by.append(hear)

    def tell(self, *args: What.args, **kwargs: What.kwargs) -> None:
        for hear in self.heard_by:
            hear(*args, **kwargs)
