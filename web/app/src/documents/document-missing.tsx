import { ButtonLink } from "@/components/ui/button-link";
import { lastAddress } from "@/lists/last-address";
import { PageHeader } from "@/shell/page-header";

/** In place of a document that does not exist, was deleted, or is not shared with the account: which of these it is stays unknown. */
export function DocumentMissing() {
  return (
    <>
      <PageHeader title="Document not available" description="This document is not shared with you, or it was deleted." />
      <ButtonLink href={lastAddress("/documents/")}>Go to all documents</ButtonLink>
    </>
  );
}
