"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";
import { RequireUser } from "@/session/require-user";
import { mayOpen, placeOf } from "@/shell/workspaces";

import { LawChat } from "./law-chat";

const PLACE = placeOf("/sanctions/ask/");

/** The page of the chat about sanctions law. */
export function LawChatPage() {
  return (
    <RequireUser>
      {(account) =>
        PLACE && mayOpen(account, PLACE.page) ? (
          <LawChat account={account} place={PLACE} />
        ) : (
          // says that the account has no access
          <SanctionsFrame>{null}</SanctionsFrame>
        )
      }
    </RequireUser>
  );
}
