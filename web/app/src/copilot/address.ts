"use client";

import { useSearchParams } from "next/navigation";
import type { MouseEvent } from "react";

/** The value of `conversation` for one that has no question yet. */
const NEW = "new";

/** What the address of the copilot names. */
export interface CopilotAddress {
  /** The conversation: an ID, null for a new one, or undefined when the address names none. */
  conversationId: string | null | undefined;
  /** The opened citation. */
  citationId: string | null;
}

/** The conversation and citation in the address. They are query parameters, because exported pages have no dynamic paths. */
export function useCopilotAddress(): CopilotAddress {
  const parameters = useSearchParams();
  const named = parameters.get("conversation") ?? undefined;
  return { conversationId: named === NEW ? null : named, citationId: parameters.get("citation") };
}

export function addressOf({ conversationId, citationId }: { conversationId: string | null; citationId?: string | null }): string {
  const query = new URLSearchParams({ conversation: conversationId ?? NEW });
  if (citationId) {
    query.set("citation", citationId);
  }
  return `/?${query}`;
}

export { changeAddress } from "@/lib/change-address";

/** Whether a click on a link is to open it here, and not in another tab or window. */
export function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
