// Filters and search: which findings the list holds, and which rows are shown, with one row of context around each.

import { figure, root, say } from "./words.js";
import { settings } from "./settings.js";
import { findings, fold, groups, inUse, list, rows, standIns, table } from "./rows.js";
import { rewritePanel } from "./current.js";
import { highlight } from "./search.js";

/** Tells of "filtered", after what is shown has changed. */
export const filters = new EventTarget();

const wanted = { severity: new Set(), kind: new Set(), level: new Set(), text: "" };
const boxes = document.querySelectorAll(".work .chips input");
/** The box and the line for less certain findings; null where there are none. */
const lessCertain = document.getElementById("show-less-certain");
const lessCertainLine = document.getElementById("less-certain");
const search = document.getElementById("search");
const statusLine = document.getElementById("status");
const clear = document.getElementById("clear");

function read() {
  for (const name of ["severity", "kind", "level"]) wanted[name].clear();
  for (const box of boxes) if (box.checked) wanted[box.name].add(box.value);
  wanted.text = fold(search.value.trim());
}

const any = (set, value) => !set.size || set.has(value);

function holds(row) {
  return !wanted.text || row.folded.some((text) => text.includes(wanted.text));
}

/** Whether a finding is of a kind and severity that is wanted. */
function suits(finding) {
  return any(wanted.severity, finding.severity) && any(wanted.kind, finding.kind);
}

function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Shows the rows that match with their neighbours, hides the others. */
function showRows(matching) {
  const all = matching.length === rows.length;
  table.classList.toggle("filtered", !all);
  const shown = new Uint8Array(rows.length + 2).fill(all ? 1 : 0);
  if (!all) for (const row of matching) shown.fill(1, row.index, row.index + 3);
  for (const row of rows) row.shown = shown[row.index + 1] === 1;
  for (const group of groups) {
    const count = group.rows.reduce((sum, row) => sum + row.shown, 0);
    // Laid out with no height rather than not at all: the browser looks for neighbours of what comes back, and
    // among thousands that are not there that takes seconds.
    group.element.classList.toggle("off", !count);
    if (!count) continue;
    for (const row of group.rows) {
      hide(row.element, !row.shown);
      row.element.classList.toggle("cut", row.shown && row.index > 0 && !shown[row.index]);
    }
  }
  for (const row of standIns) hide(row, !all);
}

/** Hides the findings that do not match, and says how many match but are less certain. Returns how many are listed. */
function showFindings(passing) {
  let [listed, withheld] = [0, 0];
  for (const finding of findings) {
    const matches = suits(finding) && (!finding.rows.length || finding.rows.some(passing));
    const kept = matches && inUse(finding);
    hide(finding.element, !kept);
    listed += kept;
    withheld += matches && !kept;
  }
  if (lessCertainLine) {
    hide(lessCertainLine, !withheld);
    lessCertainLine.querySelector("button").textContent = say("less_certain", { findings: figure(withheld) });
  }
  return listed;
}

/** Counts the findings of every severity and kind; one that has none, and is not wanted, is not offered. */
function countChoices() {
  for (const box of boxes) {
    if (box.name === "level") continue;
    const count = findings.filter((finding) => inUse(finding) && finding[box.name] === box.value).length;
    const label = box.closest("label");
    label.querySelector(".count").textContent = figure(count);
    hide(label, !count && !box.checked);
  }
}

/** Shows less certain findings, or leaves them out, everywhere on the page. */
export function showLessCertain(shown) {
  lessCertain.checked = shown;
  root.classList.toggle("less-certain", shown);
  countChoices();
  apply();
  rewritePanel();
}

function tell(active, matching, listed) {
  clear.hidden = !active;
  if (!active) {
    statusLine.textContent = "";
    return;
  }
  const said = say("shown", {
    findings: figure(listed),
    all_findings: figure(findings.filter(inUse).length),
    rows: figure(matching.length),
    all_rows: figure(rows.length),
  });
  statusLine.textContent = matching.length || listed ? said : say("nothing");
}

function apply() {
  read();
  const byFinding = wanted.severity.size + wanted.kind.size > 0;
  const active = byFinding || wanted.level.size > 0 || wanted.text !== "";
  const passing = (row) => any(wanted.level, row.level) && holds(row);
  const matching = rows.filter((row) => passing(row) && (!byFinding || row.findings.some(suits)));
  const listed = showFindings(passing);
  showRows(matching);
  highlight(wanted.text, matching);
  tell(active, matching, listed);
  filters.dispatchEvent(new Event("filtered"));
}

function reset() {
  for (const box of boxes) box.checked = false;
  search.value = "";
  apply();
  search.focus();
}

function startLessCertain() {
  if (!lessCertain) return;
  list.append(lessCertainLine);
  countChoices();
  showFindings(() => true);
  lessCertain.addEventListener("change", () => showLessCertain(lessCertain.checked));
  lessCertainLine.querySelector("button").addEventListener("click", () => {
    showLessCertain(true);
    list.querySelector(".finding.uncertain:not([hidden])").focus();
  });
}

export function startFilters() {
  let waiting = 0;
  search.placeholder = say("search");
  for (const box of boxes) box.addEventListener("change", apply);
  search.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // What an input method is still composing is not searched for.
    if (!event.isComposing) waiting = setTimeout(apply, 150);
  });
  search.addEventListener("compositionend", apply);
  // Whoever comes here is about to search: read the texts meanwhile.
  search.addEventListener("focus", () => setTimeout(() => rows.forEach((row) => row.folded)), { once: true });
  clear.addEventListener("click", reset);
  settings.addEventListener("language", () => {
    search.placeholder = say("search");
    apply();
  });
  startLessCertain();
  // A sheet of filters closes when the reader goes elsewhere.
  const more = document.getElementById("more");
  document.addEventListener("pointerdown", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
}
