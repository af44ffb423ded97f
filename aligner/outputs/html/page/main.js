// Starts everything, once the page has been read.

import { say } from "./words.js";
import { startSettings } from "./settings.js";
import { startMarks } from "./marks.js";
import { startCurrent } from "./current.js";
import { startFilters } from "./filters.js";
import { startSteps } from "./steps.js";
import { startMap } from "./map.js";
import { startKeys } from "./keys.js";

/** The bar may need more than one line; what sticks below it has to know. */
function measureBar() {
  const bar = document.querySelector(".bar");
  const height = getComputedStyle(bar).position === "sticky" ? Math.floor(bar.getBoundingClientRect().height) : 0;
  for (const element of document.querySelectorAll(".findings, .map > div, thead")) {
    element.style.setProperty("--bar", `${height}px`);
  }
}

new ResizeObserver(measureBar).observe(document.querySelector(".bar"));
startSettings(() => {
  document.title = say("title");
});
startMarks();
startCurrent();
startFilters();
startSteps();
startMap();
startKeys();
