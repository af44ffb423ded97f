// Starts everything, once the page has been read.

import { root } from "./words.js";
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
  const sticks = getComputedStyle(bar).position === "sticky";
  root.style.setProperty("--bar", sticks ? `${bar.offsetHeight}px` : "0px");
}

new ResizeObserver(measureBar).observe(document.querySelector(".bar"));
startSettings();
startMarks();
startCurrent();
startFilters();
startSteps();
startMap();
startKeys();
