import type { QueryClient } from "@tanstack/react-query";
import type { PDFDocumentProxy } from "pdfjs-dist";

/** Ends the PDF worker of each file that leaves the query cache. */
export function closeEvictedPdfs(queries: QueryClient): void {
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === "removed" && query.queryKey[0] === "pdf") {
      void (query.state.data as PDFDocumentProxy | undefined)?.loadingTask.destroy();
    }
  });
}
