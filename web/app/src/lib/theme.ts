import { read, write } from "./storage";

export type Theme = "light" | "dark" | "system";

const KEY = "sisuiq_theme";
const listeners = new Set<() => void>();
const DARK = "(prefers-color-scheme: dark)";

export function storedTheme(): Theme {
  const theme = read(localStorage, KEY);
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function applyTheme(theme: Theme): void {
  const isDark = theme === "dark" || (theme === "system" && matchMedia(DARK).matches);
  document.documentElement.classList.toggle("dark", isDark);
}

export function storeTheme(theme: Theme): void {
  write(localStorage, KEY, theme);
  applyTheme(theme);
  for (const listener of listeners) {
    listener();
  }
}

/** Calls the listener when another theme is chosen in this window. */
export function subscribeToTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows the system's colour scheme while no theme is chosen. */
export function followSystem(): () => void {
  const query = matchMedia(DARK);
  const follow = () => applyTheme(storedTheme());
  query.addEventListener("change", follow);
  return () => query.removeEventListener("change", follow);
}
