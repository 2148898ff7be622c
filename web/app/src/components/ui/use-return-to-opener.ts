"use client";

import { useState } from "react";

/** Gives the keyboard back, when a window closes, to what had it before. The windows know no button that opens them. */
export function useReturnToOpener() {
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  return (event: Event) => {
    event.preventDefault();
    if (opener?.isConnected) {
      opener.focus();
    }
  };
}
