"""The pages' texts, from the file that the pages have them from."""

import json

from .places import REPOSITORY

_TEXTS: dict[str, str] = json.loads((REPOSITORY / "Templates/locales/en.json").read_text())


def text(key: str, *, provider: str = "Lunar Energy", account: str = "Nova", **values: str) -> str:
    """The English text of a key, filled in."""
    filled = _TEXTS[key]
    for name, value in {"provider": provider, "account": account, **values}.items():
        filled = filled.replace("{" + name + "}", value)
    return filled
