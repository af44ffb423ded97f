// Going from finding to finding, in the order of the list and among those it shows, and from the texts to the list.

import { figure, say } from "./words.js";
import { settings } from "./settings.js";
import { findings, inUse, list } from "./rows.js";
import { choice, choose, current, leave } from "./current.js";
import { filters, showLessCertain } from "./filters.js";

const findingOf = new Map(findings.map((finding) => [finding.element, finding]));
const position = document.getElementById("position");

let at = null;

function shown() {
  return [...list.querySelectorAll(":scope > .finding:not([hidden])")];
}

function scrollList(element) {
  if (list.scrollHeight > list.clientHeight) element.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** Marks a finding of the list as the one the reader is at. */
function mark(finding) {
  at?.element.removeAttribute("aria-current");
  at = finding;
  at?.element.setAttribute("aria-current", "true");
  tell();
}

function tell() {
  const elements = shown();
  const place = at && !at.element.hidden ? figure(elements.indexOf(at.element) + 1) : "–";
  position.textContent = elements.length ? say("position", { place, all: figure(elements.length) }) : "";
}

/** Goes to the next finding that is shown, or the one before. */
export function step(by) {
  const elements = shown();
  if (!elements.length) {
    document.getElementById("status").textContent = say("no_more");
    return;
  }
  const here = at ? elements.indexOf(at.element) : -1;
  const next = here < 0 ? (by > 0 ? 0 : elements.length - 1) : (here + by + elements.length) % elements.length;
  const finding = findingOf.get(elements[next]);
  mark(finding);
  if (finding.rows.length) choose(finding.rows[0]);
  scrollList(finding.element);
}

/** From the chosen row to its finding in the list, and from a finding in the list to its row. */
export function changeSides() {
  const focused = findingOf.get(document.activeElement?.closest?.("#list > li"));
  if (focused?.rows.length) {
    mark(focused);
    choose(focused.rows[0]);
    return;
  }
  const finding = at ?? current.row?.findings[0];
  if (!finding) return;
  finding.element.focus();
}

/** By what the findings are ordered. Without it they keep the order of the page: the most severe first. */
const PLACES = {
  worst: () => 0,
  certain: (finding) => -finding.certainty,
  text: (finding) => finding.rows[0]?.index ?? -1,
};

function arrange(order) {
  const place = PLACES[order];
  const sorted = [...findings].sort((a, b) => place(a) - place(b));
  // The line about less certain findings stays at the end.
  list.prepend(...sorted.map((finding) => finding.element));
  tell();
}

/** A link to a finding: what a filter hides is shown again. */
function followFinding() {
  const finding = findingOf.get(document.getElementById(location.hash.slice(1)));
  if (!finding) return;
  if (!inUse(finding)) showLessCertain(true);
  finding.element.hidden = false;
  mark(finding);
  finding.element.focus();
}

/** A row that was chosen otherwise than by a finding: the first of its findings is the one the reader is at. */
function follow() {
  const { row } = current;
  if (!row || (at && row.findings.includes(at))) return;
  mark(row.findings[0] ?? null);
  if (at) scrollList(at.element);
}

export function startSteps() {
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  for (const radio of document.querySelectorAll('input[name="order"]')) {
    radio.addEventListener("change", () => arrange(radio.value));
  }
  list.addEventListener("click", (event) => {
    const finding = findingOf.get(event.target.closest("li"));
    if (finding) mark(finding);
  });
  addEventListener("hashchange", followFinding);
  choice.addEventListener("chosen", follow);
  filters.addEventListener("filtered", () => {
    if (current.row && !current.row.shown) leave();
    tell();
  });
  settings.addEventListener("language", tell);
  tell();
  followFinding();
}
