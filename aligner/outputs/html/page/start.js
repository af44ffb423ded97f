// Runs before the page is drawn, so that nothing jumps: there is a script, and the reader may have chosen colours.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("taiyaku-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing for this page: the system's colours it is.
}
