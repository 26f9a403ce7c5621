"""Finds any of many secrets in a large text, as they are and in every coat that they may wear."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

#: Every form is known by its last bytes, so that one pass over the text finds all.
_TAIL = 6
#: Of a long one, this much of its end is looked for.
_ENOUGH = 48


def forms(value: str) -> set[bytes]:
    """As it is, percent-encoded, as JSON has it, in base64 and base64url wherever in a longer text it stands."""
    plain = value.encode()
    found = {plain, quote(value, safe="").encode(), quote_plus(value).encode()}
    found |= {json.dumps(value, ensure_ascii=ascii)[1:-1].encode() for ascii in (True, False)}
    found.add(json.dumps(value)[1:-1].replace("/", "\\/").encode())
    for before in range(3):
        # Characters that also hold bits of what stands before or behind are left out.
        text = base64.b64encode(bytes(before) + plain)[(before * 8 + 5) // 6 : (before + len(plain)) * 8 // 6]
        found |= {text, text.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in found if len(form) >= _TAIL}


class Needles:
    def __init__(self) -> None:
        self._by_tail: dict[bytes, list[tuple[bytes, str]]] = {}
        self._values: set[str] = set()

    def add(self, kind: str, value: str) -> None:
        """Shorter ones than six characters stand in texts by chance."""
        if len(value) < _TAIL or value in self._values:
            return
        self._values.add(value)
        for form in forms(value[-_ENOUGH:]):
            self._by_tail.setdefault(form[-_TAIL:], []).append((form, kind))

    def __len__(self) -> int:
        return len(self._values)

    def find(self, text: bytes) -> Iterator[tuple[int, str]]:
        """Where one ends, and of what kind it is."""
        by_tail = self._by_tail
        for end in range(_TAIL, len(text) + 1):
            candidates = by_tail.get(text[end - _TAIL : end])
            for form, kind in candidates or ():
                if text.endswith(form, 0, end) and not self._is_chance(form, text, end):
                    yield end, kind

    @staticmethod
    def _is_chance(form: bytes, text: bytes, end: int) -> bool:
        """A request's id has the digits of a short code in it by chance."""
        around = text[max(0, end - len(form) - 1) : end - len(form)] + text[end : end + 1]
        return form.isdigit() and any(byte in b"0123456789abcdef" for byte in around)
