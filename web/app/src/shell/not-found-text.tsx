"use client";

import * as m from "@/paraglide/messages";

const TEXTS = {
  title: m.pages_not_found(),
  hint: m.pages_not_found_hint(),
  action: m.pages_not_found_action(),
};

/** A text in the locale of the reader. The page around it is in every bundle, and is rendered while pages are exported. */
export function NotFoundText({ name }: { name: keyof typeof TEXTS }) {
  return TEXTS[name];
}
