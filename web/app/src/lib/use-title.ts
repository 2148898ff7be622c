"use client";

import { useEffect } from "react";

import * as m from "@/paraglide/messages";

/** Names the tab after what the page shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = m.pages_tab_title({ title });
  }, [title]);
}
