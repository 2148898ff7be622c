import { ButtonLink } from "@/components/ui/button-link";
import { lastAddress } from "@/lists/last-address";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { ConfirmAddress } from "@/session/confirm-address";
import { PageHeader } from "@/shell/page-header";

interface Props {
  account: Account;
  /** The list that it leads to. */
  list: string;
}

/** In place of a document that does not exist, was deleted, or is not shared with the account: which of these it is stays unknown. */
export function DocumentMissing({ account, list }: Props) {
  return (
    <>
      <PageHeader title={m.documents_missing()} description={m.documents_missing_hint()} />
      <ButtonLink href={lastAddress(list)}>{m.documents_missing_action()}</ButtonLink>
      {!account.email_is_verified && (
        <div className="mt-6">
          <ConfirmAddress email={account.email} />
        </div>
      )}
    </>
  );
}
