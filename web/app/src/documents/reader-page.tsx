import type { PDFDocumentProxy } from "pdfjs-dist";
import { lazy, Suspense } from "react";

import { Skeleton } from "@/components/ui/skeleton";

const PdfPage = lazy(() => import("@/pdf/pdf-page"));

interface Props {
  pdf: PDFDocumentProxy | undefined;
  page: number;
  label: string;
}

export function ReaderPage({ pdf, page, label }: Props) {
  const waiting = <Skeleton className="aspect-[1/1.414] w-full" />;
  return pdf ? (
    <Suspense fallback={waiting}>
      <PdfPage pdf={pdf} page={page} highlight={null} label={label} />
    </Suspense>
  ) : (
    waiting
  );
}
