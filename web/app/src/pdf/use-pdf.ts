"use client";

import { useQuery } from "@tanstack/react-query";

import { openPdf } from "./open-pdf";

/** The file of a version of a document. */
export function usePdf(documentId: string, version: number, isWanted = true) {
  return useQuery({
    queryKey: ["pdf", documentId, version],
    queryFn: () => openPdf(documentId, version),
    enabled: isWanted,
    // the file of a version never changes, and an open document is large
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
    structuralSharing: false,
  });
}
