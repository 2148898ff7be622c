"use client";

import { Button } from "@/components/ui/button";
import { chooseLocale } from "@/lib/choose-locale";
import { LOCALE_NAMES, OTHER_LOCALES } from "@/lib/locale";

/** A button for each other language, in that language, for pages without the menu of the account. */
export function LanguageSwitch() {
  return OTHER_LOCALES.map((name) => (
    <Button key={name} variant="ghost" size="small" lang={name} className="h-9" onClick={() => chooseLocale(name)}>
      {LOCALE_NAMES[name]}
    </Button>
  ));
}
