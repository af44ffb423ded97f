// What the user should know and may have to answer: texts that changed on disk, what could not be carried over, actions
// that were refused, a server that does not answer. Also says what was done, here and in other tabs.

import { announce, button, make, pick, say } from "./words.js";
import { act, own, review } from "./review.js";
import { choose } from "./current.js";
import { dropDraft } from "./drafts.js";
import { settings } from "./settings.js";

const place = document.getElementById("notices");
/** By name, so that each is there once: a function that makes its content. */
const notices = new Map();

function draw() {
  place.replaceChildren(
    ...[...notices].map(([name, { tone, content, lasting }]) => {
      const parts = content();
      const close = lasting ? null : button(say("close"), () => drop(name), { className: "small leave" });
      return make("div", { className: `notice ${tone}`, data: { notice: name } }, ...parts, close);
    }),
  );
}

function put(name, tone, content, { lasting = false } = {}) {
  notices.set(name, { tone, content, lasting });
  draw();
}

function drop(name) {
  if (notices.delete(name)) draw();
}

function refused({ detail: { action, answer, status, again } }) {
  if (status !== 409) {
    put("refused", "warning", () => [make("p", {}, pick(answer.error.message))]);
    return;
  }
  const kinds = (answer.changes ?? []).map((it) => it.kind);
  put("refused", "warning", () => {
    const names = [...new Set(kinds)].map((kind) => say(`action_${kind}`)).join(say("and"));
    const meanwhile = names ? make("p", { className: "aside" }, say("meanwhile", { names })) : null;
    const anew = () => {
      drop("refused");
      again();
    };
    const repeat = button(say("again", { name: say(`action_${action.kind}`) }), anew, { className: "main" });
    return [make("p", {}, pick(answer.error.message)), meanwhile, repeat];
  });
}

async function carry(event) {
  event.target.disabled = true;
  event.target.textContent = say("carrying");
  await act("carry");
  draw();
}

function sources() {
  const { stale, carried } = review.session;
  if (stale.length) {
    put("stale", "warning", () => [
      ...stale.map((it) => make("p", {}, pick(it.problem))),
      button(say("carry"), carry, { className: "main" }),
    ]);
  } else {
    drop("stale");
  }
  if (carried && carried !== sources.told && JSON.stringify(carried) !== sources.told) {
    sources.told = JSON.stringify(carried);
    put("carried", carried.lost.length ? "warning" : "info", () => {
      const lost = carried.lost.map((it) =>
        make("li", {}, `${pick(it.what)}${say("colon")}`, make("q", {}, it.text), ` ${say("dash")} ${pick(it.why)}`),
      );
      const head = make("p", {}, say("carried", { carried: carried.carried, lost: carried.lost.length }));
      return [head, lost.length ? make("details", {}, make("summary", {}, say("carried_lost")), make("ul", {}, ...lost)) : null];
    });
  }
}

function done({ detail }) {
  if (!detail.kind) return;
  const name = say(`action_${detail.kind}`);
  const { decided, findings } = review.session.progress;
  if (own(detail)) {
    drop("refused");
    announce(say("done", { name, decided, findings }));
  } else {
    announce(say("done_elsewhere", { name }));
    put("elsewhere", "info", () => [make("p", {}, say("done_elsewhere", { name: say(`action_${detail.kind}`) }))]);
    clearTimeout(done.soon);
    done.soon = setTimeout(() => drop("elsewhere"), 6000);
  }
}

function undoable() {
  for (const way of ["undo", "redo"]) {
    const label = review.session[way];
    const element = document.getElementById(way);
    element.setAttribute("aria-disabled", String(!label));
    element.title = label ? say(`${way}_what`, { name: pick(label.name) }) : say(`${way}_nothing`);
  }
}

/** Takes back the last action, of whichever tab, or does it again. */
export function goBack(way) {
  if (review.session[way]) return act(way);
  announce(say(`${way}_nothing`));
  return null;
}

/** What was written on an earlier visit and not saved, with the way to it. */
function unsaved(drafts) {
  if (!drafts.length) return;
  put("drafts", "info", () => {
    const items = drafts.map((draft) => {
      const text = make("q", {}, draft.text);
      const go = button(say("draft_go"), () => choose(draft.bead), { className: "small" });
      const drop = button(say("draft_drop"), () => giveUp(draft), { className: "small" });
      return make("li", {}, text, " ", ...(draft.bead === null ? [] : [go, " "]), drop);
    });
    return [make("p", {}, say("drafts", { count: drafts.length })), make("ul", {}, ...items)];
  });
  const giveUp = (draft) => {
    dropDraft(draft.place);
    drop("drafts");
    unsaved(drafts.filter((it) => it !== draft));
  };
}

export function startNotices(drafts) {
  unsaved(drafts);
  review.addEventListener("refused", refused);
  review.addEventListener("change", done);
  review.addEventListener("session", () => {
    undoable();
    sources();
  });
  review.addEventListener("lost", () => review.closed || put("lost", "error", () => [make("p", {}, say("lost"))], { lasting: true }));
  review.addEventListener("found", () => drop("lost"));
  review.addEventListener("closing", () => {
    drop("lost");
    put("closing", "error", () => [make("p", {}, say("closing"))], { lasting: true });
  });
  settings.addEventListener("language", () => {
    draw();
    undoable();
  });
  for (const way of ["undo", "redo"]) document.getElementById(way).addEventListener("click", () => goBack(way));
  undoable();
  sources();
}
