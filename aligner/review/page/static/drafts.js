// Drafts: texts that are written and not yet saved. The page stores them on the server at every pause in typing. The browser
// keeps the drafts that the server does not have yet, so that a reload, a closed tab or a stopped server loses nothing.
//
// A draft has a place: "finding:ID" or "bead:ID" for a comment, "edit:ID" for a sentence, "insert:ID" for a gap.

import { get, post, review } from "./review.js";

/** Milliseconds without typing after which a draft is sent. */
const PAUSE = 400;
/** Milliseconds until a server that did not answer is tried again. */
const AGAIN = 2000;

const drafts = new Map();
/** Places whose drafts the server does not have as they are here. */
const unsent = new Set();
let pause = null;
let sending = false;

function key() {
  return `taiyaku-drafts:${review.session.name}`;
}

/** The browser keeps the drafts that are not sent; "" stands for one that was dropped. */
function store() {
  const kept = Object.fromEntries([...unsent].map((place) => [place, drafts.get(place) ?? ""]));
  if (unsent.size) localStorage.setItem(key(), JSON.stringify(kept));
  else localStorage.removeItem(key());
}

async function send() {
  clearTimeout(pause);
  if (sending) return;
  sending = true;
  try {
    for (const place of [...unsent]) {
      const text = drafts.get(place) ?? "";
      // A page that is being left may send so much; the rest waits in the browser.
      const answer = await post("/api/draft", { place, text }, { keepalive: text.length < 10000 });
      if (!answer.ok) break;
      if ((drafts.get(place) ?? "") === text) unsent.delete(place);
    }
  } catch {
    pause = setTimeout(send, AGAIN);
  }
  sending = false;
  store();
}

function changed(place) {
  unsent.add(place);
  store();
  clearTimeout(pause);
  pause = setTimeout(send, PAUSE);
}

/** The draft of a place, or undefined. */
export function draftOf(place) {
  return drafts.get(place);
}

/** Keeps a draft. If the text is equal to the saved text, there is no draft. */
export function keepDraft(place, text, saved) {
  if (text === saved) dropDraft(place);
  else if (drafts.get(place) !== text) {
    drafts.set(place, text);
    changed(place);
  }
}

/** Drops a draft, because it was saved or given up. */
export function dropDraft(place) {
  if (drafts.delete(place)) changed(place);
}

/** Reads the drafts of earlier visits. Returns them with the pairs that they are about. */
export async function startDrafts() {
  const known = new Map((await get("/api/drafts")).drafts.map((draft) => [draft.place, draft]));
  const kept = JSON.parse(localStorage.getItem(key()) ?? "{}");
  for (const [place, text] of Object.entries(kept)) {
    unsent.add(place);
    if (text) known.set(place, { bead: null, ...known.get(place), place, text });
    else known.delete(place);
  }
  for (const { place, text } of known.values()) drafts.set(place, text);
  if (unsent.size) send();
  addEventListener("pagehide", () => unsent.size && send());
  addEventListener("beforeunload", (event) => {
    if (drafts.size) event.preventDefault();
  });
  return [...known.values()];
}
