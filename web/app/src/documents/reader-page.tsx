import type { PDFDocumentProxy } from "pdfjs-dist";

import { PdfPage } from "@/pdf/deferred-pdf-page";
import { PdfPageSkeleton } from "@/pdf/pdf-page-skeleton";

interface Props {
  pdf: PDFDocumentProxy | undefined;
  page: number;
  label: string;
}

export function ReaderPage({ pdf, page, label }: Props) {
  return pdf ? <PdfPage pdf={pdf} page={page} highlight={null} label={label} /> : <PdfPageSkeleton />;
}
