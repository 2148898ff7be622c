"use client";

import type { DocumentOut } from "sisuiq-client";

import { useSettled } from "@/lib/use-settled";

import { DocumentVersions } from "./document-versions";
import { ShownVersion } from "./shown-version";
import { useVersions } from "./use-document";

/** The versions of a document, if it has several, and the pages of one of them. */
export function DocumentContent({ document }: { document: DocumentOut }) {
  const hasVersions = document.version > 1;
  const { isPending } = useVersions(document.id, hasVersions);
  const isShown = useSettled({ isPending: hasVersions && isPending });
  return (
    <>
      {hasVersions && <DocumentVersions document={document} />}
      {isShown && <ShownVersion document={document} />}
    </>
  );
}
