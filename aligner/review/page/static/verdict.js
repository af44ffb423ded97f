// The finding that is looked at, and what is decided about it: a status by one click or key, then a reason, a comment,
// and whether all alike are meant.

import { button, make, pick, say } from "./words.js";
import { act, inUse, review } from "./review.js";
import { settings } from "./settings.js";
import { choice, choose, current } from "./current.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { light } from "./marking.js";
import { submitsOn } from "./writing.js";

const box = document.getElementById("verdict");

/** The keys of the statuses, in the order in which the server lists them. */
export const STATUS_KEYS = { 0: "open", 1: "accepted", 2: "done", 3: "rejected", 4: "aside" };
const KEY_OF = Object.fromEntries(Object.entries(STATUS_KEYS).map(([key, status]) => [status, key]));

/** A status that was chosen and waits for the reason that it needs. */
let waiting = null;
let alike = "";

/** Where the draft of a comment belongs. */
function place(it) {
  return `finding:${it.id}`;
}

function finding() {
  return review.findings.get(current.finding) ?? null;
}

function reasonsFor(status) {
  return review.session.reasons.filter((it) => it.status.includes(status));
}

/** Decides; what needs a reason, or for a reason a comment, waits for it. */
export async function decide(status, reason = "") {
  const it = finding();
  if (!it) return;
  const comment = (draftOf(place(it)) ?? it.comment).trim();
  const needs = review.session.reasons.find((each) => each.reason === reason)?.comment;
  if ((status === "aside" && !reason) || (needs && !comment)) {
    waiting = { status, reason };
    draw();
    box.querySelector(needs ? "textarea" : ".reasons button")?.focus();
    return;
  }
  waiting = null;
  const done = await act("decide", { findings: [it.id], status, reason, comment, ...(alike && { alike, less_certain: review.lessCertain }) });
  if (done) dropDraft(place(it));
}

async function saveComment() {
  const it = finding();
  const text = draftOf(place(it));
  if (waiting?.reason) {
    await decide(waiting.status, waiting.reason);
    return;
  }
  if (text === undefined || text.trim() === it.comment) return;
  if (await act("comment", { finding: it.id, text: text.trim() })) dropDraft(place(it));
}

function statuses(it) {
  const now = waiting?.status ?? it.status;
  const made = review.session.statuses.map(({ status, name }) =>
    button(pick(name), () => decide(status), {
      key: KEY_OF[status],
      className: "status",
      "aria-pressed": String(status === now),
      data: { status },
    }),
  );
  return make("div", { className: "statuses", role: "group", "aria-label": say("decision") }, ...made);
}

function reasons(it) {
  const status = waiting?.status ?? it.status;
  const offered = status === "open" ? [] : reasonsFor(status);
  if (!offered.length) return null;
  const now = waiting ? waiting.reason : it.reason;
  const made = offered.map(({ reason, name }) =>
    button(pick(name), () => decide(status, reason === now && status !== "aside" && !waiting ? "" : reason), {
      className: "reason",
      "aria-pressed": String(reason === now),
      data: { reason },
    }),
  );
  const asked = waiting && !waiting.reason ? say("reason_wanted") : say("reason");
  const label = make("p", { className: waiting ? "wanted" : "label", id: "reason-label" }, asked);
  return make("div", { className: "reasons", role: "group", "aria-labelledby": "reason-label" }, label, ...made);
}

function comment(it) {
  const field = make("textarea", { rows: 1, value: draftOf(place(it)) ?? it.comment, id: "comment" });
  field.maxLength = review.session.limits.comment;
  field.addEventListener("input", () => keepDraft(place(it), field.value, it.comment));
  submitsOn(field, saveComment, () => document.activeElement.blur());
  const wanted = waiting?.reason ? say("comment_wanted") : say("comment");
  return make(
    "div",
    { className: "field" },
    make("label", { htmlFor: "comment", className: waiting?.reason ? "wanted" : "" }, wanted),
    field,
    button(say("save"), saveComment, { className: "small" }),
  );
}

/** Which findings are meant, where there are more than this one of its kind and cause. */
function alikeChoice(it) {
  const same = (other) => other.kind === it.kind && other.relation === it.relation && (other === it || inUse(other));
  const ofKind = [...review.findings.values()].filter(same).length;
  if (ofKind < 2) return null;
  const options = [["", say("alike_one_alone")]];
  if (it.alike > 1) options.push(["same", say("alike_same", { number: it.alike })]);
  options.push(["kind", say("alike_kind", { number: ofKind })]);
  const select = make("select", { id: "alike" });
  for (const [value, label] of options) select.append(make("option", { value, selected: value === alike }, label));
  select.addEventListener("change", () => {
    alike = select.value;
  });
  return make("div", { className: "field inline" }, make("label", { htmlFor: "alike" }, say("alike")), select);
}

/** Which place of a finding with several is looked at, and the way to the next one and the one before. */
function places(it) {
  const all = it.places;
  if (all.length < 2) return null;
  const at = all.indexOf(current.bead);
  const go = (by) => choose(all[(Math.max(at, by > 0 ? -1 : 0) + by + all.length) % all.length], { focus: false });
  const said = at < 0 ? say("places", { all: all.length }) : say("place_of", { place: at + 1, all: all.length });
  return make(
    "div",
    { className: "places", role: "group", "aria-label": say("places", { all: all.length }) },
    make("span", { role: "status" }, said),
    button(say("place_previous"), () => go(-1), { className: "small", data: { places: "previous" } }),
    button(say("place_next"), () => go(1), { className: "small", data: { places: "next" } }),
  );
}

function draw() {
  const it = finding();
  box.hidden = !it;
  if (!it) {
    box.replaceChildren();
    return;
  }
  // The keyboard stays where it was, whatever is drawn anew around it.
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  const again = focused && (focused.id ? `#${focused.id}` : dataSelector(focused));
  const caret = focused?.selectionStart;
  const title = make(
    "h3",
    { className: it.severity },
    make("a", { href: `#f${it.id}`, data: { finding: it.id }, className: `chip ${it.severity}` }, String(it.id + 1)),
    " ",
    make("span", { className: "severity" }, say(it.severity)),
    " ",
    make("span", { className: "kind" }, pick(it.name)),
    " ",
    make("span", { className: "certainty" }, say("certain", { percent: Math.round(it.certainty * 100) })),
  );
  box.className = `verdict ${it.severity}`;
  box.replaceChildren(
    title,
    make("p", { className: "said" }, pick(it.message)),
    ...[places(it)].filter(Boolean),
    statuses(it),
    ...[reasons(it), alikeChoice(it)].filter(Boolean),
    comment(it),
  );
  if (again) {
    const element = box.querySelector(again);
    element?.focus({ preventScroll: true });
    if (caret !== undefined && element?.setSelectionRange && caret !== null) element.setSelectionRange(caret, caret);
  }
  light(it.marks);
}

function dataSelector(element) {
  const [[name, value] = []] = Object.entries(element.dataset);
  return name ? `[data-${name}="${value}"]` : null;
}

export function focusComment() {
  box.querySelector("textarea")?.focus();
}

export function startVerdict() {
  choice.addEventListener("finding", () => {
    waiting = null;
    alike = "";
    draw();
    if (!finding()) light(null);
  });
  choice.addEventListener("chosen", () => {
    if (finding()?.places.length) draw();
  });
  review.addEventListener("findings", draw);
  settings.addEventListener("language", draw);
}
