"use client";

import type { DocumentOut } from "sisuiq-client";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";

import { documentAddress } from "./address";
import { Reader } from "./deferred-reader";
import { useVersions } from "./use-document";
import { useDocumentAddress } from "./use-document-address";

/** The pages of the version in the address, or of the current one. */
export function ShownVersion({ document }: { document: DocumentOut }) {
  const { id, version: current } = document;
  const { version: wanted } = useDocumentAddress();
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
        {shown ? `This is version ${wanted}, which is not the current one.` : `There is no version ${wanted} of this document.`}{" "}
        <Link href={documentAddress(id)} className="font-medium underline">
          Show the current version
        </Link>
      </Notice>
      {shown && <Reader document={document} shown={shown} />}
    </>
  );
}
