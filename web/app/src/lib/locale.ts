import { locale } from "@/paraglide/locale";

/**
 * The locale of the texts: that of the reader in a browser, the base locale while pages are exported. Another choice reloads
 * the page, so that texts and formats may be evaluated when a module is loaded.
 */
export { baseLocale, isChosen, locale, locales } from "@/paraglide/locale";

/** Languages whose order of day, month and year depends on the country. */
const COUNTRIES: Record<string, string> = { en: "en-GB" };

/** The locale of dates and numbers. */
export const formatLocale = COUNTRIES[locale] ?? locale;
