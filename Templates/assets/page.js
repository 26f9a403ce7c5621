// Comfort only: every page works without it.
"use strict";

for (const button of document.querySelectorAll("[data-reveal]")) {
    const field = document.getElementById(button.dataset.reveal);
    const show = (on) => {
        field.type = on ? "text" : "password";
        button.setAttribute("aria-pressed", String(on));
    };
    button.hidden = false;
    button.addEventListener("click", () => show(field.type === "password"));
    field.form.addEventListener("submit", () => show(false));
}

// While a form's answer is awaited its button turns, says so, and sends nothing more. Every other way on stays open.
const patience = 8_000; // ms until it is said how long it can take
const deadline = 65_000; // ms in which we answer, or the web server does: whoever stopped the page can press again then

for (const form of document.querySelectorAll("form[data-once]")) {
    const button = form.querySelector("[type=submit]");
    const status = form.querySelector("[role=status]");
    let timers = [];
    const rest = () => {
        timers.forEach(clearTimeout);
        form.classList.remove("busy");
        button.removeAttribute("aria-disabled");
        status.textContent = "";
    };
    form.addEventListener("submit", (event) => {
        if (form.classList.contains("busy")) return event.preventDefault();
        form.classList.add("busy");
        button.setAttribute("aria-disabled", "true");
        status.textContent = status.dataset.now;
        timers = [
            setTimeout(() => { status.textContent = status.dataset.later; }, patience),
            setTimeout(rest, deadline),
        ];
    });
    // Gone back to: browsers keep pages as they were left.
    addEventListener("pageshow", rest);
}

for (const logo of document.querySelectorAll("img.logo")) {
    const name = () => {
        const text = document.createElement("p");
        text.className = "name";
        text.textContent = logo.alt;
        logo.replaceWith(text);
    };
    if (logo.complete && logo.naturalWidth === 0) name();
    else logo.addEventListener("error", name);
}
