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

for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
        if (form.classList.contains("busy")) event.preventDefault();
        form.classList.add("busy");
    });
    addEventListener("pageshow", () => form.classList.remove("busy"));
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
