"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";

import { changeAddress } from "@/copilot/address";

import { focusContentOf } from "./focus-content";

/** Opens an address of the application. */
export function useOpenAddress() {
  const router = useRouter();
  return useCallback(
    (address: string) => {
      const { pathname } = new URL(address, location.origin);
      focusContentOf(pathname);
      // the copilot opens its own addresses without loading a page
      if (pathname === "/" && location.pathname === "/") {
        changeAddress(address, "push");
      } else {
        router.push(address);
      }
    },
    [router],
  );
}
