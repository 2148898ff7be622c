"use client";

import type { UserShareOut } from "sisuiq-client";

import { FormError } from "@/components/ui/form-error";

import { AddById } from "./add-by-id";
import { AddBySearch } from "./add-by-search";
import { PersonRow } from "./person-row";
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
            <PersonRow
              key={user_id}
              name={name}
              email={email}
              isBusy={sharing.isPending}
              onRemove={() => sharing.mutate({ reader: { userId: user_id }, isShared: false })}
            />
          ))}
        </ul>
      )}
      {isAdmin ? (
        <AddBySearch known={shared.map(({ user_id }) => user_id)} isBusy={sharing.isPending} onAdd={add} />
      ) : (
        <AddById isBusy={sharing.isPending} onAdd={add} />
      )}
      <FormError error={sharing.error} className="mt-2" />
    </section>
  );
}
