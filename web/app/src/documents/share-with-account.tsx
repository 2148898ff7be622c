"use client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { AddBySearch } from "./add-by-search";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  /** The IDs of the accounts it is shared with. */
  shared: string[];
}

/** Shares a document with an account, for those who can search accounts. */
export function ShareWithAccount({ id, shared }: Props) {
  const { mutate, isPending, error } = useSharing(id);
  return (
    <AddBySearch
      label={m.documents_account_search()}
      action={m.documents_share()}
      actionFor={(name) => m.documents_share_with({ name })}
      known={shared}
      knownAs={m.documents_account_known()}
      isBusy={isPending}
      failure={error ? explain(error) : undefined}
      onAdd={({ id: userId }, callbacks) => mutate({ reader: { userId }, isShared: true }, callbacks)}
    />
  );
}
