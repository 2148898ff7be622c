"use client";

import { explain } from "@/lib/problems";

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
      label="Search accounts"
      action="Share"
      actionFor={(name) => `Share with ${name}`}
      known={shared}
      knownAs="Has access"
      isBusy={isPending}
      failure={error ? explain(error) : undefined}
      onAdd={({ id: userId }, callbacks) => mutate({ reader: { userId }, isShared: true }, callbacks)}
    />
  );
}
