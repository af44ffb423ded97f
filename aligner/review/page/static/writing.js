// Writing: a sentence of the translation worded anew, or the translation that is missing. What is written stays while
// others change the review, and is not lost when it is refused.

import { button, make, say } from "./words.js";
import { act, get, review } from "./review.js";
import { settings } from "./settings.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { chosenRows, current, currentRow } from "./current.js";
import { drawing, sentenceRow, shownRow } from "./table.js";

const box = document.getElementById("writing");

/** { kind: "edit", sentence } or { kind: "insert", beads }, with the text as it is and as it was, the original, and the
    place of its draft. Escape leaves the draft; "cancel" drops it. */
let work = null;

/** Whether a key press belongs to an input method, which takes Enter to choose what it offers. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Enter in a field does something, unless it belongs to an input method; Shift+Enter is a line; Escape leaves. */
export function submitsOn(field, submit, leave) {
  field.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  });
}

function close({ focus = true } = {}) {
  work = null;
  box.hidden = true;
  box.replaceChildren();
  if (focus) shownRow(current.bead)?.element.focus({ preventScroll: true });
}

async function save() {
  const { kind, sentence, beads, text, was } = work;
  if (text === was) {
    giveUp();
    return;
  }
  const { place } = work;
  const done = await act(kind, kind === "edit" ? { sentence, text } : { beads, text });
  if (done) {
    dropDraft(place);
    close();
  }
}

function giveUp() {
  dropDraft(work.place);
  close();
}

function draw() {
  box.hidden = !work;
  if (!work) return;
  const { editable, source } = review.session;
  const field = make("textarea", { id: "write", lang: editable, value: work.text, rows: 4 });
  field.maxLength = review.session.limits.text;
  field.addEventListener("input", () => {
    work.text = field.value;
    keepDraft(work.place, work.text, work.was);
  });
  submitsOn(field, save, close);
  const title = say(work.kind === "edit" ? "write_edit" : "write_insert");
  box.replaceChildren(
    make("h3", {}, make("label", { htmlFor: "write" }, title)),
    make("p", { lang: source, className: "original" }, work.original),
    make("p", { id: "write-note", className: "wanted", role: "status" }),
    field,
    make(
      "p",
      { className: "buttons" },
      button(say("save"), save, { className: "main" }),
      button(say("cancel"), giveUp),
      make("span", { className: "aside" }, say("write_keys")),
    ),
  );
}

function joined(sentences, lang) {
  return sentences.map((it) => it.text).join(lang === "en" ? " " : "");
}

/** Widens what is written to the gaps that are missing together, once they are known. */
async function widen(row) {
  const mine = work;
  const gaps = await gapsAround(row);
  if (work !== mine || gaps.length < 2) return;
  mine.beads = gaps.map((it) => it.id);
  mine.original = joined(gaps.flatMap((it) => it[review.session.source]), review.session.source);
  box.querySelector(".original").textContent = mine.original;
}

/** The gaps of the original beside the chosen row: what one text written there would be the translation of. */
async function gapsAround(row) {
  const { editable, source } = review.session;
  const chosen = chosenRows();
  if (chosen.length > 1) return chosen;
  const answer = await get("/api/rows", { around: row.id, context: 12 });
  const rows = answer?.rows ?? [row];
  const at = rows.findIndex((it) => it.id === row.id);
  const gap = (it) => it && !it[editable].length && it[source].length;
  const shared = row.findings.filter((id) => review.findings.get(id)?.missing);
  const same = (it) => it && gap(it) && it.findings.some((id) => shared.includes(id));
  let [first, last] = [at, at];
  while (shared.length && same(rows[first - 1])) first--;
  while (shared.length && same(rows[last + 1])) last++;
  return rows.slice(first, last + 1);
}

/** Opens what is to be written for the chosen row: its sentence or, in a gap, the missing translation. */
export function write() {
  const row = currentRow();
  if (!row) return;
  const { editable, source } = review.session;
  const sentences = row[editable];
  if (sentences.length) {
    const at = sentences.find((it) => current.sentence?.lang === editable && it.id === current.sentence.id) ?? sentences[0];
    const original = joined(row[source], source);
    work = { kind: "edit", sentence: at.id, was: at.text, original, place: `edit:${at.id}` };
  } else {
    work = { kind: "insert", beads: [row.id], was: "", original: joined(row[source], source), place: `insert:${row.id}` };
    widen(row);
  }
  work.text = draftOf(work.place) ?? work.was;
  draw();
  if (work.text !== work.was) document.getElementById("write-note").textContent = say("write_draft");
  const field = document.getElementById("write");
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  box.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** What another tab made of the sentence meanwhile is said; what is written here stays. */
function compare() {
  if (work?.kind !== "edit") return;
  const now = sentenceRow(review.session.editable, work.sentence)?.[review.session.editable];
  const text = now?.find((it) => it.id === work.sentence)?.text;
  if (text === undefined || text === work.was) return;
  work.was = text;
  document.getElementById("write-note").textContent = say("write_changed", { text });
}

export function startWriting() {
  drawing.addEventListener("drawn", compare);
  settings.addEventListener("language", draw);
}
