"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";

import { locale } from "@/lib/locale";

import { useTabTitle } from "./use-tab-title";

const never = () => () => undefined;

/**
 * Shows the pages in the locale of the reader. The export cannot know it, so that exported pages are empty until their scripts
 * run: no reader sees another language first.
 */
export function ReaderLocale({ children }: { children: ReactNode }) {
  const isExported = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  useTabTitle();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, []);
  return isExported ? null : children;
}
