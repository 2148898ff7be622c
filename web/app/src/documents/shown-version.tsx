"use client";

import type { DocumentOut } from "sisuiq-client";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { documentAddress } from "@/lib/document-address";
import * as m from "@/paraglide/messages";
import { Reader } from "./deferred-reader";
import { useVersions } from "./use-document";
import { useDocumentAddress } from "./use-document-address";

/** The pages of the version in the address, or of the current one. */
export function ShownVersion({ document }: { document: DocumentOut }) {
  const { id, version: current } = document;
  const { version: wanted, isFromAdministration } = useDocumentAddress();
  const isOther = wanted !== null && wanted !== current;
  const { data, error, refetch } = useVersions(id, isOther);
  if (!isOther) {
    return <Reader document={document} shown={document} />;
  }
  if (!data) {
    return error ? <ErrorCard error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-96" />;
  }
  const shown = data.data.find(({ version }) => version === wanted);
  return (
    <>
      <Notice variant="warning" className="mb-4">
        {shown ? m.documents_version_not_current({ version: wanted }) : m.documents_version_none({ version: wanted })}{" "}
        <Link href={documentAddress(id, { isFromAdministration })} className="font-medium underline">
          {m.documents_version_show_current()}
        </Link>
      </Notice>
      {shown && <Reader document={document} shown={shown} />}
    </>
  );
}
