"use client";

import type { EmailShareOut, UserShareOut } from "sisuiq-client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { type AccessEntry, AccessList } from "./access-list";
import { ShareWithAccount } from "./share-with-account";
import { ShareWithEmail } from "./share-with-email";
import { useEmailSharing } from "./use-email-sharing";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  users: UserShareOut[];
  emails: EmailShareOut[];
  isAdmin: boolean;
}

export function PeopleAccess({ id, users, emails, isAdmin }: Props) {
  const accounts = useSharing(id);
  const { remove: addresses } = useEmailSharing(id);
  const isBusy = accounts.isPending || addresses.isPending;
  const error = accounts.error ?? addresses.error;
  const entries: AccessEntry[] = [
    ...users.map(({ user_id, name, email }) => ({
      key: user_id,
      name,
      detail: email,
      remove: () => accounts.mutate({ reader: { userId: user_id }, isShared: false }),
    })),
    ...emails.map((share) => ({ key: share.id, name: share.email, remove: () => addresses.mutate(share.id) })),
  ];
  return (
    <section aria-label={m.documents_people()} aria-busy={isBusy}>
      <h3 className="mb-2 text-[0.8125rem] font-medium">{m.documents_people()}</h3>
      <AccessList entries={entries} isBusy={isBusy} />
      {error && (
        <p role="alert" className="mb-3 text-[0.8125rem] text-danger">
          {explain(error)}
        </p>
      )}
      <div className="flex flex-col gap-4">
        <ShareWithEmail id={id} shared={emails} />
        {isAdmin && <ShareWithAccount id={id} shared={users.map(({ user_id }) => user_id)} />}
      </div>
    </section>
  );
}
