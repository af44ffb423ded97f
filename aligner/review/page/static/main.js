// Starts everything: first what can be seen at once, then what takes longer.

import { button, make, root, say, wordFrame } from "./words.js";
import { review, startFindings, startReview } from "./review.js";
import { keep, settings, startSettings } from "./settings.js";
import { redraw, renew, startTable } from "./table.js";
import { choice, current, follow, startCurrent } from "./current.js";
import { startDrafts } from "./drafts.js";
import { startDividing } from "./dividing.js";
import { startEvidence } from "./evidence.js";
import { startFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { listing, listRead, startList } from "./list.js";
import { startMap } from "./map.js";
import { startMarking } from "./marking.js";
import { startNotices } from "./notices.js";
import { startPair } from "./pair.js";
import { startPapers } from "./papers.js";
import { startSearch } from "./search.js";
import { startSplitting } from "./splitting.js";
import { startSteps, stepFinding } from "./steps.js";
import { startVerdict } from "./verdict.js";
import { startWriting } from "./writing.js";

/** The bar may need more than one line, and the header above it scrolls away; what sticks below them has to know. */
function measureBar() {
  const bar = document.querySelector(".bar");
  const { bottom, height } = bar.getBoundingClientRect();
  const sticky = getComputedStyle(bar).position === "sticky";
  for (const element of document.querySelectorAll(".panes, .findings, .map > div, thead, .side")) {
    element.style.setProperty("--bar", `${sticky ? Math.floor(height) : 0}px`);
    element.style.setProperty("--above", `${sticky ? Math.max(Math.floor(bottom), 0) : 0}px`);
  }
}

/** What there is to do, while nothing is chosen. */
function invite() {
  const place = document.getElementById("start");
  place.hidden = current.bead !== null || current.finding !== null;
  const { open, beads, confirmed } = review.session.progress;
  const count = open.error + open.warning + open.info;
  const said = count ? say("start_open", { count }) : say("start_done", { confirmed, beads });
  const parts = [make("h3", {}, said)];
  if (count) parts.push(button(say("start_first"), () => stepFinding(1), { className: "main", key: "n" }));
  parts.push(make("p", { className: "aside" }, say("start_how")));
  place.replaceChildren(...parts);
}

/** A change: the rows first, then what is chosen among them. One that the server was lost in holds up none after it. */
let changing = Promise.resolve();
function changed({ detail }) {
  changing = changing
    .catch(() => {})
    .then(() => renew(detail))
    .then(() => follow(detail))
    .then(listRead)
    .then(() => {
      document.documentElement.dataset.version = review.version;
    });
}

new ResizeObserver(measureBar).observe(document.querySelector(".bar"));
new ResizeObserver(measureBar).observe(document.querySelector(".top"));
addEventListener("scroll", measureBar, { passive: true });
wordFrame();
startSettings(() => {
  keep("language", root.lang);
  wordFrame();
});
await startReview();
const drafts = await startDrafts();
startMarking();
startCurrent();
startFilters();
startList();
startSteps();
startVerdict();
startWriting();
startPair();
startEvidence();
startDividing();
startSplitting();
startSearch();
startNotices(drafts);
startPapers();
startKeys();
review.addEventListener("change", changed);
review.addEventListener("scope", redraw);
for (const [target, name] of [
  [review, "session"],
  [settings, "language"],
  [choice, "chosen"],
  [choice, "finding"],
]) {
  target.addEventListener(name, invite);
}
invite();
await startTable();
startMap();
const listed = new Promise((done) => listing.addEventListener("listed", done, { once: true }));
await startFindings();
redraw();
await listed;
document.documentElement.dataset.ready = "true";
