"use client";

import { DataFrame } from "@/data/data-frame";
import { RequireUser } from "@/session/require-user";
import { mayOpen, placeOf } from "@/shell/workspaces";

import { DataChat } from "./data-chat";

const PLACE = placeOf("/data/chat/");

/** The page of the chat about datasets. */
export function DataChatPage() {
  return (
    <RequireUser>
      {(account) =>
        PLACE && mayOpen(account, PLACE.page) ? (
          <DataChat account={account} place={PLACE} />
        ) : (
          // says that the account has no access
          <DataFrame>{null}</DataFrame>
        )
      }
    </RequireUser>
  );
}
