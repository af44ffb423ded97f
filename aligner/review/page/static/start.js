// Runs before the page is drawn, so that nothing jumps: the colours and the language that the reader chose last time.
try {
  const theme = localStorage.getItem("taiyaku-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  document.documentElement.lang =
    localStorage.getItem("taiyaku-language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
} catch {
  // A browser that keeps nothing for this page: the system's colours it is.
}
document.documentElement.classList.add("js");
