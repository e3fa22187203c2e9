"""What somebody wrote for one exercise: texts, lines with marks, choices. One JSON, sealed as a whole."""

import json
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True)
class Line:
    text: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Words:
    asks: dict[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    choices: tuple[str, ...] = ()

    @classmethod
    def read(cls, sealed: str) -> Self:
        """What ``write`` wrote; nothing from nothing."""
        held = json.loads(sealed or "{}")
        return cls(
            asks=held.get("asks", {}),
            lines=tuple(Line(*line) for line in held.get("lines", [])),
            choices=tuple(held.get("choices", [])),
        )

    def write(self) -> str:
        """Nothing becomes nothing: an answer that was emptied holds no words."""
        held = {
            "asks": self.asks,
            "lines": [[line.text, line.mark] for line in self.lines],
            "choices": list(self.choices),
        }
        held = {name: value for name, value in held.items() if value}
        return json.dumps(held, ensure_ascii=False, sort_keys=True) if held else ""

    def over(self, before: Self) -> Self:
        """These words, with texts kept that answer questions which are no longer asked."""
        asks = {key: text for key, text in (before.asks | self.asks).items() if text}
        return replace(self, asks=asks)
