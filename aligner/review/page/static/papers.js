// What there is of the review beside the texts: its history, and what can be handed over.

import { announce, make, pick, root, say } from "./words.js";
import { act, get, review } from "./review.js";
import { settings } from "./settings.js";

const AT_ONCE = 50;
const SURE = 0.95;

const dialog = document.getElementById("history");
const list = document.getElementById("history-rows");
const more = document.getElementById("history-more");

let oldest = null;

function time(stamp) {
  const at = new Date(stamp);
  const said = at.toLocaleString(root.lang === "ja" ? "ja-JP" : "en-GB", { dateStyle: "medium", timeStyle: "medium" });
  return make("time", { dateTime: stamp }, said);
}

function about(row) {
  const { en, ja, before } = row.about ?? {};
  const quoted = [];
  if (en) quoted.push(make("q", { lang: "en" }, en));
  if (before) quoted.push(make("q", { lang: review.session.editable, className: "before" }, before));
  if (ja) quoted.push(make("q", { lang: "ja" }, ja));
  return quoted;
}

function entry(row) {
  return make(
    "li",
    { className: row.undone ? "undone" : "" },
    make("p", { className: "when" }, time(row.time), row.who ? ` · ${row.who}` : ""),
    make("p", { className: "what" }, pick(row.said), row.undone ? ` ${say("undone")}` : ""),
    row.comment ? make("p", { className: "comment" }, `✎ ${row.comment}`) : null,
    ...about(row).map((quote) => make("p", { className: "about" }, quote)),
  );
}

async function readMore() {
  const { rows } = await get("/api/history", { before: oldest, count: AT_ONCE });
  list.append(...rows.map(entry));
  oldest = rows.at(-1)?.version ?? oldest;
  more.hidden = rows.length < AT_ONCE;
  if (!list.children.length) list.append(make("li", { className: "aside" }, say("history_none")));
}

export async function openHistory() {
  list.replaceChildren();
  oldest = null;
  await readMore();
  dialog.showModal();
  document.getElementById("history-close").focus();
}

function formats() {
  const links = review.session.formats.map(({ format, name, suffix }) => {
    const href = `/api/export/${format}?lang=${root.lang}`;
    const link = make("a", { href, download: "", data: { format } }, pick(name));
    return make("li", {}, link, " ", make("span", { className: "aside" }, suffix));
  });
  document.getElementById("formats").replaceChildren(...links);
  const { confirmed, beads } = review.session.progress;
  document.getElementById("exports-note").textContent = say("exports_note", { confirmed, beads });
}

export function startPapers() {
  document.getElementById("history-open").addEventListener("click", openHistory);
  document.getElementById("history-close").addEventListener("click", () => dialog.close());
  more.addEventListener("click", readMore);
  document.getElementById("confirm-sure").addEventListener("click", async () => {
    const before = review.session.progress.confirmed;
    if (await act("confirm", { sure: SURE })) {
      announce(say("confirmed_sure", { count: review.session.progress.confirmed - before }));
    }
  });
  review.addEventListener("session", formats);
  settings.addEventListener("language", formats);
  formats();
}
