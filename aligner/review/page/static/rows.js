// One row of the table, as elements. Knows how a pair looks, and nothing of where it stands or what is done with it.

import { button, make, say } from "./words.js";
import { findingsOf, review } from "./review.js";

const OPEN = ["open", "accepted"];
const RANK = { error: 0, warning: 1, info: 2 };

/** The severity in which a row is shown: that of the worst finding that is still to be seen to. */
function toneOf(row) {
  const found = findingsOf(row).filter((it) => OPEN.includes(it.status));
  return found.map((it) => it.severity).sort((a, b) => RANK[a] - RANK[b])[0] ?? "";
}

/** English or Japanese; the original and the translation where it is known which is which. */
export function sideName(lang) {
  if (!review.session.source_known) return say(`side_${lang}`);
  return say(lang === review.session.source ? `source_${lang}` : `target_${lang}`);
}

/** The number of a finding, which stays what it is; the same as in the report. */
export function chip(finding) {
  const done = !OPEN.includes(finding.status);
  const label = say("finding_label", { number: finding.id + 1, kind: finding.name[document.documentElement.lang] });
  const shown = done ? `✓${finding.id + 1}` : String(finding.id + 1);
  const name = `chip ${finding.severity}${done ? " decided" : ""}`;
  const properties = { href: `#f${finding.id}`, className: name, title: label, "aria-label": label };
  return make("a", { ...properties, data: { finding: finding.id } }, shown);
}

function notes(row) {
  const cell = make("td", { className: "notes", role: "cell" });
  cell.append(...findingsOf(row).map(chip));
  if (row.confirmed) {
    const user = row.made === "user";
    const by = make("span", { className: user ? "" : "quiet" }, say(user ? "made_user" : "confirmed"));
    cell.append(make("span", { className: "level sure", title: by.textContent }, "✓ ", by));
  } else if (row.level !== "high") {
    cell.append(make("span", { className: `level ${row.level}` }, say("level_of", { level: say(`level_${row.level}`) })));
  }
  if (row.comment) cell.append(make("span", { className: "level noted", title: row.comment }, `✎ ${say("noted")}`));
  return cell;
}

function sentence(it, lang) {
  const made = make("span", { className: "sentence", data: { sentence: it.id, lang } }, it.text);
  if (it.changed) made.classList.add("changed");
  return made;
}

/** Where a text is missing: what is known of it, and the way to write it. */
function hole(cell, row, lang) {
  const missing = findingsOf(row).filter((it) => it.missing);
  const editable = lang === review.session.editable;
  const side = sideName(lang);
  const lack = missing.every((it) => it.possible) ? say("maybe_missing", { here: side }) : say("missing", { here: side });
  const said = missing.length && editable ? lack : say("nothing", { side });
  cell.classList.add("hole");
  cell.append(make("p", {}, make("span", { className: "lack" }, said)));
  if (editable) cell.append(button(say("write_here"), () => {}, { className: "small", data: { act: "write" } }));
}

function texts(row, lang) {
  const sentences = row[lang];
  const cell = make("td", { lang, role: "cell" });
  if (!sentences.length) {
    cell.lang = document.documentElement.lang;
    hole(cell, row, lang);
    return cell;
  }
  cell.classList.add(sentences[0].kind);
  if (sentences[0].line) cell.dataset.at = sentences[0].line;
  if (row.moved && lang === review.session.editable) {
    const page = document.documentElement.lang;
    cell.append(make("span", { className: "elsewhere", lang: page }, say("moved", { line: sentences[0].line })));
  }
  sentences.forEach((it, k) => {
    if (k && lang === "en") cell.append(" ");
    cell.append(sentence(it, lang));
  });
  return cell;
}

/** A row of the table. */
export function rowElement(row) {
  const { source } = review.session;
  const sides = source === "en" ? ["en", "ja"] : ["ja", "en"];
  const made = make("tr", { role: "row", tabIndex: -1, "aria-rowindex": row.place + 2, data: { bead: row.id } });
  const first = row[source][0] ?? row[sides[1]][0];
  if (first?.starts) made.classList.add("opens");
  if (!row.en.length || !row.ja.length) made.classList.add("gap");
  const tone = toneOf(row);
  if (tone) made.classList.add(tone);
  if (row.confirmed) made.classList.add("confirmed");
  made.append(notes(row), ...sides.map((lang) => texts(row, lang)));
  return made;
}
