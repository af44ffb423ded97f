// The findings as a list: those that the filters let through, in the order that was asked for.
//
// Tells of "listed" when it was read anew.

import { button, figure, make, pick, say } from "./words.js";
import { get, review, showLessCertain } from "./review.js";
import { settings } from "./settings.js";
import { filters, filtering } from "./filters.js";
import { choice, choose, current, setFinding } from "./current.js";

/** Findings read at once, and elements made at once: more are made when the list is scrolled. */
const AT_ONCE = 1000;
const MADE = 60;

export const listing = new EventTarget();
const list = document.getElementById("list");
const empty = document.getElementById("list-empty");

let ids = [];
let made = 0;
/** How many more findings match the filters, but are less certain. */
let withheld = 0;

export function listed() {
  return ids;
}

function place(finding) {
  if (finding.place < 0) return say("place_whole");
  return say("place_row", { row: finding.place + 1 });
}

function item(id) {
  const finding = review.findings.get(id);
  if (!finding) return document.createElement("li");
  const status = review.session.statuses.find((it) => it.status === finding.status);
  const head = make(
    "p",
    { className: "head" },
    make(
      "a",
      { href: `#f${id}`, data: { finding: id } },
      make("span", { className: "number" }, figure(id + 1)),
      make("span", { className: "severity" }, say(finding.severity)),
      make("span", { className: "kind" }, pick(finding.name)),
      make("span", { className: "certainty" }, say("certain", { percent: Math.round(finding.certainty * 100) })),
      make("span", { className: "where" }, place(finding)),
    ),
  );
  const decided = finding.status !== "open";
  const reason = review.session.reasons.find((it) => it.reason === finding.reason);
  const verdict = decided
    ? make("p", { className: "decided-as" }, `✓ ${pick(status.name)}${reason ? ` · ${pick(reason.name)}` : ""}`)
    : null;
  const comment = finding.comment ? make("p", { className: "comment" }, `✎ ${finding.comment}`) : null;
  const element = make(
    "li",
    { className: `finding ${finding.severity}${decided ? " decided" : ""}`, data: { id } },
    head,
    make("p", { className: "said" }, pick(finding.message)),
    verdict,
    comment,
  );
  if (id === current.finding) element.setAttribute("aria-current", "true");
  return element;
}

function makeMore(count = MADE) {
  const next = ids.slice(made, made + count);
  list.append(...next.map(item));
  made += next.length;
  if (withheld && made === ids.length) list.append(lessCertainLine());
}

/** The last line of the list: how many findings are less certain. It shows them. */
function lessCertainLine() {
  const line = button(say("less_certain", { findings: withheld }), bringLessCertain, { className: "small" });
  return make("li", { id: "less-certain-line" }, line);
}

async function bringLessCertain() {
  await showLessCertain(true);
  await listRead();
  const at = ids.findIndex((id) => review.findings.get(id)?.less_certain);
  if (at >= made) makeMore(at + MADE - made);
  list.children[at]?.querySelector("a").focus();
}

function head() {
  const { findings, decided } = review.session.progress;
  const all = filters.any ? say("findings_some", { shown: ids.length, all: findings }) : say("findings_all", { all: findings });
  document.getElementById("h-findings").textContent = all;
  empty.hidden = ids.length > 0;
  if (!ids.length) {
    const done = findings > 0 && decided === findings;
    empty.textContent = say(findings === 0 ? "list_none" : done && !filters.anyButStatus ? "list_done" : "list_empty");
  }
}

function draw() {
  const top = list.scrollTop;
  const keep = Math.max(MADE, made);
  list.replaceChildren();
  made = 0;
  makeMore(keep);
  list.scrollTop = top;
  head();
}

let asked = 0;
let reading = Promise.resolve();

/** Once the list shows what was asked for last. */
export function listRead() {
  return reading;
}

function readList() {
  reading = read();
}

/** Reads which findings the filters let through. Without filters they are all that are known, in their order. */
async function read() {
  const mine = ++asked;
  const found = [];
  let more = 0;
  for (let from = 0, total = 1; from < total; from += AT_ONCE) {
    const answer = await get("/api/findings", { ...filters.query(), order: filters.order, from, count: AT_ONCE });
    if (mine !== asked) return;
    ({ total } = answer);
    more = answer.withheld;
    found.push(...answer.findings.map((it) => it.id));
  }
  ids = found;
  withheld = more;
  draw();
  listing.dispatchEvent(new Event("listed"));
}

/** Marks the current finding, and brings it into view. */
function markCurrent() {
  list.querySelector('[aria-current="true"]')?.removeAttribute("aria-current");
  const at = ids.indexOf(current.finding);
  if (at < 0) return;
  if (at >= made) makeMore(at + MADE - made);
  const element = list.children[at];
  element.setAttribute("aria-current", "true");
  if (list.scrollHeight <= list.clientHeight) return;
  const [box, frame] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
  if (box.top < frame.top) list.scrollTop -= frame.top - box.top + 8;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 8;
}

/** Goes to a finding: its first row, where it has one. */
export async function openFinding(id, { focus = true } = {}) {
  const finding = review.findings.get(id);
  if (!finding) return;
  setFinding(id);
  if (finding.beads.length) await choose(finding.beads[0], { place: finding.place, focus });
}

/** From the texts to the current finding in the list, and back. */
export function changeSides() {
  if (list.contains(document.activeElement)) {
    const id = Number(document.activeElement.closest("li").dataset.id);
    openFinding(id);
    return;
  }
  const at = Math.max(ids.indexOf(current.finding), 0);
  if (at >= made) makeMore(at + MADE - made);
  list.children[at]?.querySelector("a").focus();
}

export function startList() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-finding]");
    if (!link) return;
    event.preventDefault();
    const row = link.closest("tr");
    const id = Number(link.dataset.finding);
    if (row) {
      setFinding(id);
      choose(Number(row.dataset.bead), { scroll: false });
    } else {
      openFinding(id);
    }
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest("li");
    if (!by || !here) return;
    event.preventDefault();
    const next = by > 0 ? here.nextElementSibling : here.previousElementSibling;
    next?.querySelector("a, button")?.focus();
  });
  list.addEventListener(
    "scroll",
    () => {
      if (list.scrollTop + list.clientHeight > list.scrollHeight - 600 && made < ids.length) makeMore();
    },
    { passive: true },
  );
  new IntersectionObserver(
    (entries) => {
      if (entries.some((it) => it.isIntersecting) && made < ids.length) makeMore();
    },
    { rootMargin: "600px 0px" },
  ).observe(document.querySelector("footer") ?? list);
  settings.addEventListener("language", draw);
  review.addEventListener("findings", readList);
  filtering.addEventListener("filtered", readList);
  choice.addEventListener("finding", markCurrent);
}
