// What the reader sets: language of the page, colours, whether letters act as keys. Kept where the browser allows it.

import { root, say } from "./words.js";

/** Calls back when the page has changed its language or its colours. */
export const settings = new EventTarget();

function kept(name) {
  try {
    return localStorage.getItem(`taiyaku-${name}`);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`taiyaku-${name}`, value);
  } catch {
    // Not kept; it holds for now.
  }
}

export function keysOn() {
  return document.getElementById("keys-on").checked;
}

export function openHelp() {
  document.getElementById("help").showModal();
  document.getElementById("help-close").focus();
}

function radios(name, value, change) {
  for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
    radio.checked = radio.value === value;
    radio.addEventListener("change", () => change(radio.value));
  }
}

function setLanguage(language) {
  root.lang = language;
  document.title = say("title");
  settings.dispatchEvent(new Event("language"));
}

function setTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keep("theme", theme);
  settings.dispatchEvent(new Event("colours"));
}

export function startSettings() {
  radios("language", root.lang, setLanguage);
  radios("theme", root.dataset.theme ?? "auto", setTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    settings.dispatchEvent(new Event("colours")),
  );

  const keys = document.getElementById("keys-on");
  keys.checked = kept("keys") !== "off";
  keys.addEventListener("change", () => keep("keys", keys.checked ? "on" : "off"));

  document.getElementById("help-open").addEventListener("click", openHelp);
  document.getElementById("help-close").addEventListener("click", () => document.getElementById("help").close());
}
