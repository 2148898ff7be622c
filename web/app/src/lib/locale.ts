import { baseLocale, locale, locales } from "@/paraglide/locale";

/**
 * The locale of the texts: that of the reader in a browser, the base locale while pages are exported. Another choice reloads
 * the page, so that texts and formats may be evaluated when a module is loaded.
 */
export { baseLocale, locale, locales } from "@/paraglide/locale";

/** The names of the languages in themselves, as a reader looks for them. */
export const LOCALE_NAMES: Record<(typeof locales)[number], string> = { en: "English", ko: "한국어" };

/** The languages that the reader does not see now. */
export const OTHER_LOCALES = locales.filter((other) => other !== locale);

/** The value of `lang` around a part whose texts may be only in the base locale; undefined if it has the language of the page. */
export function languageOf(isTranslated: boolean): string | undefined {
  return isTranslated || locale === baseLocale ? undefined : baseLocale;
}

/** Languages whose order of day, month and year depends on the country. */
const COUNTRIES: Record<string, string> = { en: "en-GB" };

/** The locale of dates and numbers. */
export const formatLocale = COUNTRIES[locale] ?? locale;
