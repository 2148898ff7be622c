"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

import type { PdfPageProps } from "./pdf-page";
import { PdfPageSkeleton } from "./pdf-page-skeleton";

export const PdfPage = deferred<PdfPageProps>(
  async () => (await import("./pdf-page")).default,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <PdfPageSkeleton />),
);
