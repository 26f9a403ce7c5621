"""The pages' texts, from the file that the pages have them from."""

import functools
import json

from .places import REPOSITORY

@functools.cache
def _texts(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((REPOSITORY / f"Templates/locales/{language}.json").read_text())
    return texts


def text(
    key: str, *, language: str = "en", provider: str = "Lunar Energy", account: str = "Nova", **values: str
) -> str:
    """The text of a key, filled in."""
    filled = _texts(language)[key]
    for name, value in {"provider": provider, "account": account, **values}.items():
        filled = filled.replace("{" + name + "}", value)
    return filled
