// Runs before the first paint, so that no page flashes in the wrong colours.
(() => {
  var wanted = "system";
  try {
    wanted = localStorage.getItem("sisuiq_theme") || "system";
  } catch {
    // storage may be blocked
  }
  var isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", isDark);
})();
