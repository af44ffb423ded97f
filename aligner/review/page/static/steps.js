// From finding to finding, in the order of the text: those still to be decided or, where statuses were chosen, those.

import { announce, figure, pick, say } from "./words.js";
import { get, review } from "./review.js";
import { settings } from "./settings.js";
import { filters } from "./filters.js";
import { choice, current, inTurn, placeInView } from "./current.js";
import { listed, listing, openFinding } from "./list.js";

const position = document.getElementById("position");

/** Goes to the next finding that is wanted, or the one before. */
export function stepFinding(by) {
  return inTurn(() => go(by));
}

async function go(by) {
  const query = filters.query();
  const answer = await get("/api/next", {
    ...query,
    status: query.status || "open",
    after: current.finding,
    from: current.finding === null ? (current.bead === null ? placeInView() : current.place) : undefined,
    direction: by,
  });
  if (!answer.finding) {
    announce(say("no_more"));
    return;
  }
  review.findings.set(answer.finding.id, answer.finding);
  await openFinding(answer.finding.id);
  const { finding, number, total } = answer;
  announce(say("stepped", { number, total, severity: say(finding.severity), message: pick(finding.message) }));
}

function tell() {
  const ids = listed();
  const at = ids.indexOf(current.finding);
  const label = at < 0 ? "–" : figure(at + 1);
  position.textContent = ids.length ? say("position", { place: label, all: ids.length }) : "";
}

function progress() {
  const { findings, decided, beads, confirmed } = review.session.progress;
  document.getElementById("progress").textContent = say("progress_said", { decided, findings, confirmed, beads });
  const bar = document.getElementById("bar");
  bar.max = Math.max(findings, 1);
  bar.value = findings ? decided : 1;
}

export function startSteps() {
  document.getElementById("next").addEventListener("click", () => stepFinding(1));
  document.getElementById("previous").addEventListener("click", () => stepFinding(-1));
  choice.addEventListener("finding", tell);
  listing.addEventListener("listed", tell);
  settings.addEventListener("language", () => {
    tell();
    progress();
  });
  review.addEventListener("session", progress);
  progress();
}
