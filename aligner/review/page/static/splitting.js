// Splitting a sentence at a caret. The caret is where the sentence was clicked; it can be moved by mouse and by key.

import { announce, make, say } from "./words.js";
import { act, review } from "./review.js";
import { current, currentRow } from "./current.js";

const dialog = document.getElementById("split");
const text = document.getElementById("split-text");
const slider = document.getElementById("split-at");

let work = null; // { lang, sentence, text, stops }

/** Where a text may be cut: between what a reader takes for characters. */
function stopsOf(string, lang) {
  const pieces = new Intl.Segmenter(lang, { granularity: "grapheme" }).segment(string);
  return Array.from(pieces, (it) => it.index).slice(1);
}

/** Where a cut is likely: after a mark that ends a clause, as near the middle as there is one. */
function guess(string, stops) {
  const middle = string.length / 2;
  const ends = [...string.matchAll(/[。！？；、」）]+|[.!?;:,]["')\]]*\s+/g)].map((it) => it.index + it[0].length);
  const inside = ends.filter((it) => stops.includes(it));
  const near = (a, b) => Math.abs(a - middle) - Math.abs(b - middle);
  return inside.sort(near)[0] ?? [...stops].sort(near)[0];
}

function show() {
  const at = work.stops[slider.value - 1];
  const parts = [work.text.slice(0, at), work.text.slice(at)];
  text.replaceChildren(
    make("span", { className: "part" }, parts[0]),
    make("span", { className: "caret", "aria-hidden": "true" }),
    make("span", { className: "part" }, parts[1]),
  );
  slider.setAttribute("aria-valuetext", say("split_said", { before: parts[0].slice(-12), after: parts[1].slice(0, 12) }));
}

export function openSplit() {
  const row = currentRow();
  const { source, editable } = review.session;
  const all = [editable, source].flatMap((lang) => row[lang].map((it) => ({ ...it, lang })));
  const at = current.sentence;
  const it = all.find((each) => at && each.lang === at.lang && each.id === at.id) ?? all[0];
  const stops = stopsOf(it.text, it.lang);
  if (!stops.length) {
    announce(say("cannot_tool"));
    return;
  }
  work = { lang: it.lang, sentence: it.id, text: it.text, stops };
  const clicked = at?.offset ? stops.findIndex((stop) => stop >= at.offset) : -1;
  text.lang = it.lang;
  slider.max = stops.length;
  slider.value = (clicked >= 0 ? clicked : stops.indexOf(guess(it.text, stops))) + 1;
  show();
  dialog.showModal();
  slider.focus();
}

/** The caret goes where the text is clicked. */
function clicked(event) {
  const parts = [...text.querySelectorAll(".part")];
  const found = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = found ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = range?.offsetNode ?? range?.startContainer;
  const part = parts.findIndex((it) => it.contains(node));
  if (part < 0) return;
  const offset = (range.offset ?? range.startOffset) + (part ? parts[0].textContent.length : 0);
  const stop = work.stops.findIndex((it) => it >= offset);
  slider.value = (stop < 0 ? work.stops.length - 1 : stop) + 1;
  show();
  slider.focus();
}

export function startSplitting() {
  slider.addEventListener("input", show);
  text.addEventListener("click", clicked);
  dialog.querySelector(".leave").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", () => {
    const { lang, sentence, stops } = work;
    act("split", { lang, sentence, offset: stops[slider.value - 1] });
  });
  slider.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.querySelector("form").requestSubmit();
  });
}
