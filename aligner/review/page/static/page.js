// Shows the first rows; the page proper takes its place.
const table = document.getElementById("table");
const { rows } = await (await fetch("/api/rows?count=60")).json();
for (const row of rows) {
  const line = document.createElement("p");
  line.textContent = [...row.en, ...row.ja].map((it) => it.text).join(" | ");
  table.append(line);
}
