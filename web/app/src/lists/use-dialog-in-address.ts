"use client";

import { useEffect, useState } from "react";

import type { ListState } from "./use-list-state";

/** Whether a dialog of a list is open. `?name=true` opens it and is removed from the address, so that a reload does not open it again. */
export function useDialogInAddress({ get, set }: ListState, name: string) {
  const [isOpen, setOpen] = useState(false);
  const isRequested = get(name) === "true";
  useEffect(() => {
    if (isRequested) {
      setOpen(true);
      set({ [name]: "" }, { isTyping: true });
    }
  }, [isRequested, name, set]);
  return [isOpen, setOpen] as const;
}
