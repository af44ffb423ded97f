// What the reader sets: language of the page, colours, whether letters act as keys. Kept where the browser allows it.

import { root } from "./words.js";

/** Tells of "language" and "colours" when they have changed. */
export const settings = new EventTarget();

function kept(name) {
  try {
    return localStorage.getItem(`taiyaku-${name}`);
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(`taiyaku-${name}`, value);
  } catch {
    // Not kept; it holds for now.
  }
}

export function keysOn() {
  return document.getElementById("keys-on").checked;
}

function radios(name, value, change) {
  for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
    radio.checked = radio.value === value;
    radio.addEventListener("change", () => change(radio.value));
  }
}

function setLanguage(language, word) {
  root.lang = language;
  word();
  settings.dispatchEvent(new Event("language"));
}

function setTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keep("theme", theme);
  settings.dispatchEvent(new Event("colours"));
}

/** Starts them; `word` words the frame of the page in another language, before anybody else hears of it. */
export function startSettings(word) {
  radios("language", root.lang, (language) => setLanguage(language, word));
  radios("theme", root.dataset.theme ?? "auto", setTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    settings.dispatchEvent(new Event("colours")),
  );
  const keys = document.getElementById("keys-on");
  keys.checked = kept("keys") !== "off";
  keys.addEventListener("change", () => keep("keys", keys.checked ? "on" : "off"));
}
