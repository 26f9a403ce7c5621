"""What a screen reader has of a page, from Chromium's accessibility tree."""

import re
from typing import Any

from playwright.sync_api import Page

#: What is not said by itself: its contents are.
_SILENT = {
    "generic", "none", "InlineTextBox", "ListMarker", "LabelText", "LayoutTable", "paragraph", "form", "section",
    "LineBreak", "term", "definition", "listitem", "DescriptionList", "DescriptionListTerm", "DescriptionListDetail",
}  # fmt: skip
_STATES = ("required", "invalid", "checked", "pressed", "level", "live", "disabled")


def read(page: Page) -> str:
    """The page from top to bottom: role, name, states and description, a line for each thing that is said."""
    session = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    lines: list[str] = []
    _say(nodes[0], by_id, 0, "", lines)
    # What differs from request to request.
    return re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b|\bcot_\w+", "…", "\n".join(lines) + "\n")


def _say(node: dict[str, Any], by_id: dict[str, Any], depth: int, said: str, lines: list[str]) -> None:
    role, name = node["role"]["value"], node.get("name", {}).get("value", "").strip()
    is_said = not node["ignored"] and role not in _SILENT and not (role == "StaticText" and name in ("", said))
    if is_said:
        lines.append("  " * depth + _line(node, role, name))
        depth, said = depth + 1, name
    for child in node.get("childIds", []):
        if child in by_id:
            _say(by_id[child], by_id, depth, said, lines)


def _line(node: dict[str, Any], role: str, name: str) -> str:
    states = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
    told = [f"{key}={states[key]}" for key in _STATES if states.get(key) not in (None, False, "false", "off", "")]
    line = "text" if role == "StaticText" else role
    line += f" “{name}”" if name else ""
    line += f" [{', '.join(told)}]" if told else ""
    description = node.get("description", {}).get("value", "")
    return line + (f" ({description})" if description else "")
