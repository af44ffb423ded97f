// Which findings are wanted, as the chips and the sheet say. An empty choice asks for nothing in particular.
//
// Tells of "filtered".

import { make, pick, say } from "./words.js";
import { review, scope, showLessCertain } from "./review.js";
import { settings } from "./settings.js";

export const filtering = new EventTarget();

const chosen = { status: new Set(["open"]), severity: new Set(), kind: new Set(), level: new Set() };
let text = "";

export const filters = {
  order: "place",
  get any() {
    return Boolean(text) || Object.values(chosen).some((it) => it.size);
  },
  get anyButStatus() {
    return Boolean(text) || chosen.severity.size + chosen.kind.size + chosen.level.size > 0;
  },
  query() {
    const found = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, [...values].join(",")]));
    return { ...found, q: text, ...scope() };
  },
};

function chips(name, offered) {
  const field = document.getElementById(`f-${name}`);
  const labels = offered.map(({ value, label, count }) => {
    const box = make("input", { type: "checkbox", name, value, checked: chosen[name].has(value) });
    const counted = count === undefined ? null : make("span", { className: "count" }, String(count));
    return make("label", { className: name === "severity" ? value : "" }, box, make("span", {}, label, counted));
  });
  const at = document.activeElement?.name === name ? document.activeElement.value : null;
  field.replaceChildren(...labels);
  if (at) field.querySelector(`input[value="${at}"]`)?.focus();
}

function draw() {
  const { session } = review;
  const status = (it) => ({ value: it.status, label: pick(it.name), count: it.count });
  chips("status", session.statuses.map(status));
  const severity = ["error", "warning", "info"];
  chips("severity", severity.map((it) => ({ value: it, label: say(it), count: session.severities[it] })));
  chips("kind", session.kinds.map((it) => ({ value: it.kind, label: pick(it.name), count: it.count })));
  chips("level", ["high", "medium", "low"].map((it) => ({ value: it, label: say(`level_${it}`) })));
  drawLessCertain();
  tell();
}

/** The box for less certain findings, where there are any. */
function drawLessCertain() {
  const findings = review.session.progress.less_certain;
  document.getElementById("f-less-certain").hidden = !findings && !review.lessCertain;
  document.getElementById("less-certain").checked = review.lessCertain;
  document.getElementById("less-certain-label").textContent = say("show_less_certain", { findings });
}

/** What is chosen, in the words of the chips; more than two things are counted. */
function tell() {
  const ticked = [...document.querySelectorAll(".sheet .chips :checked + span")];
  const names = ticked.map((it) => it.firstChild.textContent);
  if (text) names.push(`“${text}”`);
  const said = names.length > 2 ? String(names.length) : names.join(say("and"));
  document.getElementById("filter").textContent = said ? say("filtered", { said }) : say("filter");
  document.getElementById("clear").hidden = !filters.any;
}

function changed() {
  tell();
  filtering.dispatchEvent(new Event("filtered"));
}

export function startFilters() {
  draw();
  const bar = document.querySelector(".work");
  bar.addEventListener("change", ({ target }) => {
    if (target.name in chosen) {
      if (target.checked) chosen[target.name].add(target.value);
      else chosen[target.name].delete(target.value);
      changed();
    } else if (target.id === "less-certain") {
      showLessCertain(target.checked);
    } else if (target.name === "order") {
      filters.order = target.value;
      changed();
    }
  });
  let soon = 0;
  const field = document.getElementById("f-q");
  field.addEventListener("input", (event) => {
    clearTimeout(soon);
    if (event.isComposing) return;
    soon = setTimeout(() => {
      text = field.value.trim();
      changed();
    }, 200);
  });
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input")));
  document.getElementById("clear").addEventListener("click", () => {
    for (const values of Object.values(chosen)) values.clear();
    text = field.value = "";
    draw();
    changed();
    document.getElementById("search").focus();
  });
  review.addEventListener("session", draw);
  settings.addEventListener("language", draw);
}
