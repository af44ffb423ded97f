// The chosen pair: how sure it is, what can be done to it, a comment on it.

import { button, make, percent, say } from "./words.js";
import { act, review } from "./review.js";
import { settings } from "./settings.js";
import { choice, chosenRows, current, currentRow, dropPicks } from "./current.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { drawing } from "./table.js";
import { sideName } from "./rows.js";
import { TOOLS, use } from "./tools.js";
import { submitsOn } from "./writing.js";

const box = document.getElementById("pair");

function tool(name, { label = say(`tool_${name}`), main = false } = {}) {
  const [key, can] = TOOLS[name];
  const made = button(label, () => use(name), { key, className: main && can() ? "main tool" : "tool", data: { tool: name } });
  made.title = say(`hint_${name}`);
  if (!can()) made.setAttribute("aria-disabled", "true");
  return made;
}

function shape(row) {
  const sides = { en: row.en.length, ja: row.ja.length };
  if (!sides.en || !sides.ja) return say("shape_alone", { side: sideName(sides.en ? "en" : "ja") });
  return say("shape", { en: sides.en, ja: sides.ja });
}

function facts(row) {
  const by = row.made === "user" ? say("made_user") : row.confirmed ? say("confirmed") : null;
  const sure = say("certainty", { level: say(`level_${row.level}`), percent: percent(row.confidence) });
  const told = [say("row_number", { row: row.place + 1 }), shape(row), by ?? sure];
  return make("p", { className: "facts-line" }, told.join(" · "));
}

function boundaries(row) {
  const lang = current.sentence?.lang ?? review.session.editable;
  const title = say("boundaries", { side: sideName(lang) });
  const group = (edge) =>
    make(
      "span",
      { className: "edge" },
      make("span", { className: "label" }, say(`edge_${edge}`)),
      tool(`${edge}_up`, { label: "↑" }),
      tool(`${edge}_down`, { label: "↓" }),
    );
  const made = make("div", { className: "edges", role: "group", "aria-label": title }, group("start"), group("end"));
  for (const each of made.querySelectorAll("button")) each.ariaLabel = say(`hint_${each.dataset.tool}`);
  made.prepend(make("span", { className: "label" }, title));
  return made;
}

function comment(row) {
  const place = `bead:${row.id}`;
  const field = make("textarea", { rows: 1, id: "pair-comment", value: draftOf(place) ?? row.comment });
  field.maxLength = review.session.limits.comment;
  field.addEventListener("input", () => keepDraft(place, field.value, row.comment));
  const save = async () => {
    const text = (draftOf(place) ?? row.comment).trim();
    if (text !== row.comment && (await act("comment", { bead: row.id, text }))) dropDraft(place);
  };
  submitsOn(field, save, () => document.activeElement.blur());
  const label = make("label", { htmlFor: "pair-comment", className: "quiet" }, say("pair_comment"));
  const open = Boolean(field.value) || box.querySelector("details")?.open;
  return make(
    "details",
    { open },
    make("summary", {}, say("pair_comment")),
    make("div", { className: "field" }, label, field, button(say("save"), save, { className: "small" })),
  );
}

function picks() {
  const { en, ja } = current.picked;
  if (!en.size && !ja.size) return null;
  return make(
    "p",
    { className: "picks" },
    say("picked", { en: en.size, ja: ja.size }),
    " ",
    button(say("drop_picks"), dropPicks, { className: "small" }),
  );
}

function draw() {
  const row = currentRow();
  box.hidden = current.bead === null;
  if (!row) return;
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches("textarea") && box.dataset.bead === String(row.id)) return;
  const again = focused?.dataset.tool;
  box.dataset.bead = row.id;
  const rows = chosenRows();
  const title = rows.length > 1 ? say("pairs_chosen", { count: rows.length }) : say("pair");
  const done = rows.every((it) => it.confirmed);
  const written = row[review.session.editable].length > 0;
  const tools = make(
    "div",
    { className: "tools", role: "group", "aria-label": say("tools") },
    tool("confirm", { label: say(done ? "tool_unconfirm" : "tool_confirm"), main: !done }),
    tool("write", { label: say(written ? "tool_edit" : "tool_insert"), main: !written }),
    ...["link", "unlink", "merge", "divide", "split", "realign"].map((name) => tool(name)),
  );
  const parts = [make("h3", {}, title), facts(row), picks(), tools, boundaries(row), comment(row)];
  box.replaceChildren(...parts.filter(Boolean));
  if (again) box.querySelector(`[data-tool="${again}"]`)?.focus({ preventScroll: true });
}

export function startPair() {
  for (const name of ["chosen", "at", "picked"]) choice.addEventListener(name, draw);
  drawing.addEventListener("drawn", draw);
  settings.addEventListener("language", draw);
}
