"use client";

import { X } from "lucide-react";
import type { UserShareOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { explain } from "@/lib/problems";

import { AddById } from "./add-by-id";
import { AddBySearch } from "./add-by-search";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  shared: UserShareOut[];
  isAdmin: boolean;
}

export function PeopleAccess({ id, shared, isAdmin }: Props) {
  const sharing = useSharing(id);
  const add = (userId: string, onDone: () => void) => sharing.mutate({ reader: { userId }, isShared: true }, { onSuccess: onDone });
  return (
    <section aria-label="People" aria-busy={sharing.isPending}>
      <h3 className="mb-2 text-[0.8125rem] font-medium">People</h3>
      {shared.length > 0 && (
        <ul className="thin-scrollbar mb-3 max-h-48 divide-y overflow-y-auto rounded-md border">
          {shared.map(({ user_id, name, email }) => (
            <li key={user_id} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{name}</span>
                <span className="block truncate text-xs text-muted">{email}</span>
              </span>
              <Button
                variant="ghost"
                size="smallIcon"
                disabled={sharing.isPending}
                aria-label={`Stop sharing with ${name}`}
                onClick={() => sharing.mutate({ reader: { userId: user_id }, isShared: false })}
              >
                <X />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isAdmin ? (
        <AddBySearch known={shared.map(({ user_id }) => user_id)} isBusy={sharing.isPending} onAdd={add} />
      ) : (
        <AddById isBusy={sharing.isPending} onAdd={add} />
      )}
      {sharing.error && (
        <p role="alert" className="mt-2 text-[0.8125rem] text-danger">
          {explain(sharing.error)}
        </p>
      )}
    </section>
  );
}
