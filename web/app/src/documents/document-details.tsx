"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { flushSync } from "react-dom";
import { StatusBadge } from "@/components/status-badge";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { hasNoText } from "@/lib/describe-text";
import { focusHeadingOfNextPage } from "@/lib/focus";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import { lastAddress } from "@/lists/last-address";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";
import { DocumentContent } from "./document-content";
import { DocumentFacts } from "./document-facts";
import { DocumentMissing } from "./document-missing";
import { ManagedActions } from "./managed-actions";
import { useDocument } from "./use-document";
import { useDocumentAddress } from "./use-document-address";

/** A document: what it is, who may read it, its versions and its pages. */
export function DocumentDetails({ account }: { account: Account }) {
  const isAdmin = may(account, "documents.manage");
  const router = useRouter();
  const { id, isFromAdministration } = useDocumentAddress();
  const list = isAdmin && isFromAdministration ? "/admin/documents/" : "/documents/";
  const [isDeleted, setDeleted] = useState(false);
  const { data: document, error, refetch } = useDocument(id, !isDeleted);
  const isMissing = !isId(id) || isNotFound(error);
  useTitle(document && !isMissing ? document.name : m.documents_document());
  if (isMissing) {
    return <DocumentMissing account={account} list={list} />;
  }
  const leave = () => {
    // nothing of the document may be on the page when its queries are refreshed
    flushSync(() => setDeleted(true));
    focusHeadingOfNextPage();
    router.replace(lastAddress(list));
  };
  return (
    <>
      <BackLink href={list} label={m.documents_all()} />
      <PageHeader
        title={document?.name ?? m.documents_document()}
        actions={
          document && (
            <div className="flex items-center gap-2">
              <StatusBadge status={document.status} progress={document.progress} hasNoText={hasNoText(document)} />
              {!isDeleted && <ManagedActions document={document} isAdmin={isAdmin} onDeleted={leave} />}
            </div>
          )
        }
      />
      {error && !document && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!document && !error && <Skeleton className="h-96" />}
      {document && !isDeleted && (
        <>
          <DocumentFacts document={document} isAdmin={isAdmin} />
          <DocumentContent document={document} />
        </>
      )}
    </>
  );
}
