"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

import { changeAddress, currentAddressWith } from "@/lib/change-address";

/** The row of a list whose details are open, named by parameters of the address. Back closes what was opened, and closing it goes back. */
export function useOpened<Name extends string>(...names: Name[]) {
  const parameters = useSearchParams();
  const opened = Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? ""])) as Record<Name, string>;
  const isOpen = names[0] !== undefined && opened[names[0]] !== "";
  // whether the entry before in the browser's history is this list
  const isListBefore = useRef(false);
  useEffect(() => {
    if (!isOpen) {
      isListBefore.current = false;
    }
  }, [isOpen]);

  const open = useCallback((values: Record<Name, string>) => {
    isListBefore.current = true;
    changeAddress(currentAddressWith(values), "push");
  }, []);

  const close = () => {
    if (isListBefore.current) {
      // a second call must not go further back
      isListBefore.current = false;
      history.back();
    } else {
      changeAddress(currentAddressWith(Object.fromEntries(names.map((name) => [name, null]))), "replace");
    }
  };

  return { opened: isOpen ? opened : null, open, close };
}
