import type { Metadata } from "next";

import type * as messages from "@/paraglide/messages";

import { baseLocale, locales } from "./locale";

type Message = typeof messages.pages_account;

interface Options {
  /** Whether the title is used without the template of its layout. */
  isAbsolute?: boolean;
}

/** The metadata of a page with a title. `useTabTitle` finds its other locales in elements of the page. */
export function pageTitle(message: Message, { isAbsolute = false }: Options = {}): Metadata {
  const exported = titleIn(message, baseLocale);
  const title = isAbsolute ? { absolute: exported } : exported;
  return { title, other: titlesOf(message) };
}

function titlesOf(message: Message): Record<string, string> {
  return Object.fromEntries(locales.map((locale) => [`title:${locale}`, titleIn(message, locale)]));
}

function titleIn(message: Message, locale: string): string {
  return message({}, { locale: locale as typeof baseLocale });
}
