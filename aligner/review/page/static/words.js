// What the page says, in the language it is in, and the elements it says it with. Text is never made into HTML.

export const root = document.documentElement;

const words = JSON.parse(document.querySelector("meta[name=words]").content);

/** A message in the page's language, with its placeholders filled; `key_one` is what is said of one alone. */
export function say(key, values = {}) {
  const said = words[root.lang];
  const name = values.count === 1 && `${key}_one` in said ? `${key}_one` : key;
  return said[name].replace(/\{(\w+)\}/g, (_, placeholder) => {
    const value = values[placeholder];
    return typeof value === "number" ? figure(value) : value;
  });
}

/** What the server says in both languages, in the page's. */
export function pick(said) {
  return said?.[root.lang] ?? "";
}

/** An integer with thousands marked, as both languages do. */
export function figure(number) {
  return number.toLocaleString("en");
}

/** How likely something is, without claiming more than is known. */
export function percent(share) {
  if (share > 0.999) return "> 99.9%";
  if (share > 0 && share < 0.001) return "< 0.1%";
  return `${(share * 100).toFixed(1)}%`;
}

/** An element with properties, data, attributes (`aria`, `role`) and children; strings are text, whatever they hold. */
export function make(name, { data = {}, ...properties } = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key.startsWith("aria-")) element.setAttribute(key, value);
    else element[key] = value;
  }
  Object.assign(element.dataset, data);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button with what it says, and the key that does the same. */
export function button(label, act, { key, ...properties } = {}) {
  const shown = key ? [label, " ", make("kbd", { "aria-hidden": "true" }, key)] : [label];
  const made = make("button", { type: "button", "aria-keyshortcuts": key, ...properties }, ...shown);
  made.addEventListener("click", act);
  return made;
}

/** Words the page's own frame, which names its messages. */
export function wordFrame() {
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = say(element.dataset.label);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
}

/** Tells whoever listens to the page rather than looks at it. */
export function announce(text) {
  const status = document.getElementById("status");
  // The same words again are told again.
  status.textContent = status.textContent === text ? `${text}\u00a0` : text;
}
