// Search in both texts: the server finds every place, the page marks those that are drawn and goes from one to the next.

import { announce, say } from "./words.js";
import { get, review } from "./review.js";
import { settings } from "./settings.js";
import { mark } from "./highlights.js";
import { choose, current, goToSentence, placeInView } from "./current.js";
import { drawing } from "./table.js";
import { composing } from "./writing.js";

const MOST = 1000;

const field = document.getElementById("search");
const bar = document.getElementById("hits");
const count = document.getElementById("hit-count");

let hits = [];
let total = 0;
let at = -1;
let asked = 0;
let soon = 0;
let sought = "";

function tell() {
  bar.hidden = !field.value.trim();
  const place = at < 0 ? "–" : at + 1;
  count.textContent = total ? say("hits", { place, all: total }) : say("hits_none");
}

function markHits() {
  const places = { en: [], ja: [] };
  for (const hit of hits) places[hit.lang].push([hit.sentence, hit.start, hit.end]);
  mark("found", places);
}

async function search() {
  const mine = ++asked;
  const q = field.value.trim();
  const answer = q ? await get("/api/search", { q, count: MOST }) : { hits: [], total: 0 };
  if (mine !== asked || !answer) return;
  // The place is kept where the same is sought again.
  if (q !== sought) at = -1;
  ({ hits, total } = answer);
  at = Math.min(at, hits.length - 1);
  sought = q;
  markHits();
  tell();
  if (q) announce(count.textContent);
}

/** Goes to the next place, or the one before; the keyboard stays in the field. */
async function stepHit(by) {
  if (!hits.length) return;
  if (at < 0) {
    const from = current.place >= 0 ? current.place : (placeInView() ?? 0);
    const next = hits.findIndex((hit) => hit.place >= from);
    at = by > 0 ? Math.max(next, 0) : (next <= 0 ? hits.length : next) - 1;
  } else {
    at = (at + by + hits.length) % hits.length;
  }
  const hit = hits[at];
  tell();
  await choose(hit.bead, { place: hit.place, focus: false });
  goToSentence(hit.lang, hit.sentence, { offset: hit.start, focus: false });
  announce(count.textContent);
}

export function startSearch() {
  field.addEventListener("input", (event) => {
    clearTimeout(soon);
    if (!event.isComposing) soon = setTimeout(search, 150);
  });
  field.addEventListener("compositionend", search);
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    const back = event.shiftKey;
    if (field.value.trim() !== sought) await search();
    await stepHit(back ? -1 : 1);
  });
  document.getElementById("hit-on").addEventListener("click", () => stepHit(1));
  document.getElementById("hit-back").addEventListener("click", () => stepHit(-1));
  drawing.addEventListener("drawn", markHits);
  settings.addEventListener("language", tell);
  review.addEventListener("change", ({ detail }) => {
    if (field.value.trim() && (detail.structure || detail.beads.length)) search();
  });
}
