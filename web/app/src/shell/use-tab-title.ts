"use client";

import { useEffect } from "react";

import { baseLocale, locale } from "@/lib/locale";

/** Keeps the title of the tab in the locale of the reader. Pages are exported with it in the base locale, and with all others. */
export function useTabTitle(): void {
  useEffect(() => {
    const translate = () => {
      const [exported, wanted] = [baseLocale, locale].map(titleIn);
      if (exported && wanted && exported !== wanted && isTitled(exported)) {
        document.title = wanted + document.title.slice(exported.length);
      }
    };
    translate();
    const changes = new MutationObserver(translate);
    changes.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => changes.disconnect();
  }, []);
}

/** Whether the tab has the title of the page, and not that of a document or conversation on it. */
function isTitled(exported: string): boolean {
  return `${document.title} · `.startsWith(`${exported} · `);
}

function titleIn(name: string): string | undefined {
  return document.head.querySelector<HTMLMetaElement>(`meta[name="title:${name}"]`)?.content;
}
