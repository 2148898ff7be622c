"use client";

import { useState } from "react";

/**
 * Whether a query has had a first result, be it an error. What is below a part of unknown height is shown from then on, so that
 * it does not move while it is read.
 */
export function useSettled({ isPending }: { isPending: boolean }): boolean {
  const [isSettled, setSettled] = useState(!isPending);
  if (!isPending && !isSettled) {
    setSettled(true);
  }
  return isSettled;
}
