"use client";

import { type ReactNode, useSyncExternalStore } from "react";

import { baseLocale, locale } from "@/lib/locale";

import { useTabTitle } from "./use-tab-title";

const never = () => () => undefined;
/** Has React leave what was exported: it does not compare such content. */
const KEPT = { dangerouslySetInnerHTML: { __html: "" } };

/**
 * Shows the pages in the locale of the reader. They are exported in the base locale, so that its readers see a page before its
 * scripts have run. For all others the export is hidden until then, and replaced: no reader sees another language first.
 */
export function ReaderLocale({ children }: { children: ReactNode }) {
  const isExport = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  useTabTitle();
  if (locale === baseLocale) {
    return <div className="exported">{children}</div>;
  }
  return isExport ? <div className="exported" {...KEPT} /> : children;
}
