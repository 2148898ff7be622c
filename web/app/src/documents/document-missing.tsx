import { ButtonLink } from "@/components/ui/button-link";
import { lastAddress } from "@/lists/last-address";
import * as m from "@/paraglide/messages";
import { ConfirmAddress } from "@/session/confirm-address";
import { PageHeader } from "@/shell/page-header";

interface Props {
  email: string;
  /** The list that it leads to. */
  list: string;
}

/** In place of a document that does not exist, was deleted, or is not shared with the account: which of these it is stays unknown. */
export function DocumentMissing({ email, list }: Props) {
  return (
    <>
      <PageHeader title={m.documents_missing()} description={m.documents_missing_hint()} />
      <ButtonLink href={lastAddress(list)}>{m.documents_missing_action()}</ButtonLink>
      <div className="mt-6">
        <ConfirmAddress email={email} />
      </div>
    </>
  );
}
