// The page fetches itself when something has happened, and takes over the parts that have changed.
"use strict";

const live = document.getElementById("live");
let shown = read(document);
let isBusy = false;
let isDue = false;

function read(page) {
    return new Map([...page.querySelectorAll("[data-live]")].map((part) => [part.id, part.innerHTML]));
}

function replace(part, html) {
    const open = [...part.querySelectorAll("details[open]")].map((details) => details.id);
    const focused = part.contains(document.activeElement) ? document.activeElement.closest("details")?.id : undefined;
    part.innerHTML = html;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.querySelector("summary")?.focus({ preventScroll: true });
}

async function update() {
    if (isBusy) {
        isDue = true;
        return;
    }
    isBusy = true;
    do {
        isDue = false;
        try {
            const answer = await fetch(location.href, { cache: "no-store" });
            const parts = read(new DOMParser().parseFromString(await answer.text(), "text/html"));
            for (const [id, html] of parts) {
                if (shown.get(id) !== html) replace(document.getElementById(id), html);
            }
            shown = parts;
        } catch {
            isDue = false;
        }
    } while (isDue);
    isBusy = false;
}

const events = new EventSource("events");
events.addEventListener("message", update);
events.addEventListener("open", () => { live.textContent = "updates itself"; });
events.addEventListener("error", () => { live.textContent = "the sandbox has stopped"; });
