// Why the chosen pair is one: reasons for and against it, with the places they rest on, and what else was considered.

import { button, make, percent, pick, say } from "./words.js";
import { act, get, review } from "./review.js";
import { settings } from "./settings.js";
import { choice, choose, current, currentRow } from "./current.js";
import { drawing, shownRow } from "./table.js";
import { light, markMatches } from "./marking.js";

const box = document.getElementById("evidence");

let told = null;
let asked = 0;
let soon = 0;

/** Lights the places of something while it is pointed at or has the keyboard. */
function lights(element, place) {
  const back = () => light(review.findings.get(current.finding)?.marks);
  element.addEventListener("pointerenter", () => light(place));
  element.addEventListener("pointerleave", back);
  element.addEventListener("focus", () => light(place));
  element.addEventListener("blur", back);
}

function reason(it) {
  const strength = make("span", { className: "strength" }, pick(it.strength));
  const bar = make("span", { className: `weight ${it.weight < 0 ? "against" : "for"}`, "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.min(100, Math.abs(it.weight) * 18)}%`;
  const said = make("span", { className: "said" }, pick(it.said));
  const parts = it.weight ? [said, strength, make("span", { className: "scale" }, bar)] : [said];
  const places = it.en || it.ja;
  const inner = places ? make("button", { type: "button", className: "reason-line" }, ...parts) : null;
  if (inner) lights(inner, it);
  return make("li", {}, ...(inner ? [inner] : [make("div", { className: "reason-line" }, ...parts)]));
}

function reasons(title, found) {
  if (!found.length) return null;
  return make("div", {}, make("h4", {}, title), make("ul", {}, ...found.map(reason)));
}

function runnerUp(it) {
  const place = { en: it.en.map((id) => [id, 0, 1 << 20]), ja: it.ja.map((id) => [id, 0, 1 << 20]) };
  const head = make("p", {}, pick(it.said), " ", make("span", { className: "strength" }, percent(it.probability)));
  const why = it.reasons.slice(0, 3).map((each) => pick(each.said));
  const made = make("li", {}, head, make("p", { className: "aside" }, why.join(" · ")));
  if (it.en.length && it.ja.length) {
    const take = async () => {
      const done = await act("link", { en: it.en, ja: it.ja });
      const bead = done?.beads.find((id) => shownRow(id)?.row.en.some((each) => it.en.includes(each.id)));
      if (bead !== undefined) await choose(bead);
    };
    made.append(button(say("take_instead"), take, { className: "small" }));
  }
  made.addEventListener("pointerenter", () => light(whole(place)));
  made.addEventListener("pointerleave", () => light(review.findings.get(current.finding)?.marks));
  return made;
}

/** Whole sentences as stretches, as long as they are drawn. */
function whole(place) {
  const found = { en: [], ja: [] };
  for (const lang of ["en", "ja"]) {
    for (const [id] of place[lang]) {
      const text = document.querySelector(`.sentence[data-lang="${lang}"][data-sentence="${id}"]`)?.textContent;
      if (text) found[lang].push([id, 0, text.length]);
    }
  }
  return found;
}

function draw() {
  box.hidden = current.bead === null;
  if (!told || told.bead !== current.bead) {
    box.replaceChildren();
    markMatches([]);
    return;
  }
  markMatches(told.reasons);
  const weighty = told.reasons.filter((it) => it.weight);
  const words = told.reasons.filter((it) => !it.weight);
  const others = told.runners_up;
  const wording = words.length
    ? make(
        "details",
        {},
        make("summary", {}, say("matches", { count: words.length })),
        make("ul", {}, ...words.map(reason)),
      )
    : null;
  const rest = make(
    "details",
    { open: currentRow() && currentRow().level !== "high" },
    make("summary", {}, say("runners_up", { count: others.length })),
    make("ol", {}, ...others.map(runnerUp)),
  );
  const row = currentRow();
  const alone = row && (!row.en.length || !row.ja.length);
  const parts = [
    make("h3", {}, say(alone ? "evidence_alone" : "evidence")),
    reasons(say("reasons_for"), weighty.filter((it) => it.weight > 0)),
    reasons(say("reasons_against"), weighty.filter((it) => it.weight < 0)),
    wording,
    others.length ? rest : null,
  ];
  if (!told.reasons.length) parts.push(make("p", { className: "aside" }, say("evidence_none")));
  box.replaceChildren(...parts.filter(Boolean));
}

/** Reads it when the user stays at a pair: who steps through many is not kept waiting. */
function ask() {
  clearTimeout(soon);
  const mine = ++asked;
  const { bead } = current;
  if (bead === null || told?.bead !== bead) draw();
  if (bead === null) return;
  soon = setTimeout(async () => {
    const answer = await get(`/api/evidence/${bead}`);
    if (mine !== asked || bead !== current.bead) return;
    told = answer;
    draw();
  }, 150);
}

export function startEvidence() {
  choice.addEventListener("chosen", () => {
    if (told?.bead !== current.bead) ask();
  });
  review.addEventListener("change", ({ detail }) => {
    if (detail.everything || detail.beads.includes(current.bead)) ask();
  });
  drawing.addEventListener("drawn", () => markMatches(told?.bead === current.bead ? told.reasons : []));
  settings.addEventListener("language", draw);
}
