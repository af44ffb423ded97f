// Dividing a pair: of each side the first so many sentences become one pair, the rest another.

import { make, say } from "./words.js";
import { act, review } from "./review.js";
import { current, currentRow } from "./current.js";
import { sideName } from "./rows.js";

const dialog = document.getElementById("divide");
const sides = document.getElementById("divide-sides");

let bead = null;

/** A choice of where to cut one side: a radio button after each sentence. */
function side(row, lang) {
  const all = row[lang];
  const at = current.sentence;
  const here = at?.lang === lang ? all.findIndex((it) => it.id === at.id) : -1;
  const cut = here > 0 ? here : Math.min(Math.ceil(all.length / 2), Math.max(all.length - 1, 0));
  const field = make("fieldset", { className: "cuts", data: { lang } }, make("legend", {}, sideName(lang)));
  for (let k = 0; k <= all.length; k++) {
    const label = k === 0 ? say("cut_none") : k === all.length ? say("cut_all") : say("cut_after", { number: k });
    const radio = make("input", { type: "radio", name: `cut-${lang}`, value: String(k), checked: k === (all.length ? cut || (all.length === 1 ? 1 : 0) : 0) });
    if (all.length) field.append(make("label", { className: "cut" }, radio, make("span", {}, label)));
    if (k < all.length) field.append(make("p", { lang, className: "cut-text" }, all[k].text));
  }
  return field;
}

function chosen(lang) {
  return Number(sides.querySelector(`input[name="cut-${lang}"]:checked`)?.value ?? 0);
}

/** Shows which sentences go to the first part. */
function show() {
  for (const lang of ["en", "ja"]) {
    const cut = chosen(lang);
    sides.querySelectorAll(`fieldset[data-lang="${lang}"] .cut-text`).forEach((it, k) => {
      it.classList.toggle("first", k < cut);
    });
  }
}

export function openDivide() {
  const row = currentRow();
  bead = row.id;
  const { source, editable } = review.session;
  sides.replaceChildren(side(row, source), side(row, editable));
  show();
  dialog.showModal();
  sides.querySelector("input:checked")?.focus();
}

export function startDividing() {
  sides.addEventListener("change", show);
  dialog.querySelector(".leave").addEventListener("click", () => dialog.close());
  sides.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.querySelector("form").requestSubmit();
  });
  dialog.querySelector("form").addEventListener("submit", () => act("divide", { bead, en: chosen("en"), ja: chosen("ja") }));
}
