import type { locales } from "./locale";
import { write } from "./storage";

/** Stores the locale of the reader and shows the page in it. */
export function chooseLocale(locale: (typeof locales)[number]): void {
  write(localStorage, "sisuiq_locale", locale);
  location.reload();
}
