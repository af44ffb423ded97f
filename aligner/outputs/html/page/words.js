// What the script says, in the language the page is in, and the elements it says it with.

export const root = document.documentElement;

const words = JSON.parse(document.getElementById("words").textContent);

/** A message in the page's language, with its placeholders filled. */
export function say(key, values = {}) {
  return words[root.lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** An integer with thousands marked, as both languages do. */
export function figure(number) {
  return number.toLocaleString("en");
}

/** An element with properties, data and children; strings are text, whatever they hold. */
export function make(name, { data = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}
