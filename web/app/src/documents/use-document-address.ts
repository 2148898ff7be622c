"use client";

import { useSearchParams } from "next/navigation";

import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { wholeNumber } from "@/lib/whole-number";

/** What the address of a document's page names. */
export function useDocumentAddress() {
  const parameters = useSearchParams();
  return {
    id: parameters.get("id") ?? "",
    page: wholeNumber(parameters.get("page")) ?? 1,
    /** Null for the current version. */
    version: wholeNumber(parameters.get("version")),
    isText: parameters.get("view") === "text",
    isFromAdministration: parameters.get("from") === "admin",
    turnTo,
    showText,
  };
}

// Back leaves the document, instead of paging through it

function turnTo(page: number): void {
  changeAddress(currentAddressWith({ page: String(page) }), "replace");
}

function showText(isText: boolean): void {
  changeAddress(currentAddressWith({ view: isText ? "text" : null }), "replace");
}
