// The rows and the findings of the page, as objects. Texts are read from the page when they are first asked for.

import { root } from "./words.js";

export const table = document.getElementById("table");
export const list = document.getElementById("list");

class Row {
  constructor(element, index) {
    this.element = element;
    this.index = index;
    this.allFindings = [];
    this.shown = true;
    /** "high", "medium" or "low". */
    this.level = element.dataset.l ?? "high";
    this.gap = element.classList.contains("gap");
  }

  /** The findings that touch the row, without those that are left out. */
  get findings() {
    return this.allFindings.filter(inUse);
  }

  get cells() {
    return this.element.querySelectorAll("td[lang]");
  }

  /** The texts of both sides, folded for searching; as long as they are in the page. */
  get folded() {
    this.text ??= [...this.cells].map((cell) => fold(textOf(cell)));
    return this.text;
  }
}

/** Whether a finding is certain enough, or the reader has asked for the less certain ones too. */
export function inUse(finding) {
  return !finding.uncertain || root.classList.contains("less-certain");
}

/** Text nodes of a cell that are the document's: not those of links that the page puts there. */
export function* textNodes(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a")) yield walker.currentNode;
}

function textOf(cell) {
  if (!cell.querySelector("a")) return cell.textContent;
  return [...textNodes(cell)].map((node) => node.data).join("");
}

/** Lower case and half width, character by character, so that places stay the same. */
export function fold(text) {
  const half = text.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === "\u3000" ? " " : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
  const lower = half.toLowerCase();
  return lower.length === half.length ? lower : [...half].map(lowerAlike).join("");
}

function lowerAlike(char) {
  const lower = char.toLowerCase();
  return lower.length === char.length ? lower : char;
}

export const rows = Array.from(table.querySelectorAll("tbody > tr[data-c]"), (element, i) => new Row(element, i));

/** The groups a browser draws at a time, each with its rows. */
export const groups = Array.from(table.tBodies, (element) => ({ element, rows: [] }));

const groupByElement = new Map(groups.map((group) => [group.element, group]));

for (const row of rows) groupByElement.get(row.element.parentElement).rows.push(row);

/** What stands in the place of a text that is shown elsewhere. */
export const standIns = table.querySelectorAll("tr.stand-in");

const rowByElement = new Map(rows.map((row) => [row.element, row]));

/** The row that an element stands in. */
export function rowOf(element) {
  return rowByElement.get(element?.closest?.("tr[data-c]"));
}

export const findings = Array.from(list.querySelectorAll(":scope > .finding"), (element) => ({
  element,
  number: Number(element.dataset.n),
  kind: element.dataset.k,
  severity: element.dataset.s,
  certainty: Number(element.dataset.c),
  uncertain: element.classList.contains("uncertain"),
  rows: element.dataset.r
    .split(" ")
    .filter(Boolean)
    .map((number) => rows[number - 1]),
}));

for (const finding of findings) for (const row of finding.rows) row.allFindings.push(finding);
