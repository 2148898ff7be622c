import type { PDFDocumentProxy } from "pdfjs-dist";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

const ASSETS = "/pdfjs";

/** Opens the stored file of a version. PDF.js is loaded with the first file. */
export async function openPdf(documentId: string, version: number): Promise<PDFDocumentProxy> {
  const params = { path: { id: documentId }, query: { version } };
  const [pdfjs, file] = await Promise.all([
    import("pdfjs-dist"),
    orThrow(api.GET("/api/documents/{id}/file", { params, parseAs: "arrayBuffer" })),
  ]);
  pdfjs.GlobalWorkerOptions.workerSrc = `${ASSETS}/pdf.worker.min.mjs`;
  const task = pdfjs.getDocument({
    data: file as unknown as ArrayBuffer,
    cMapUrl: `${ASSETS}/cmaps/`,
    standardFontDataUrl: `${ASSETS}/standard_fonts/`,
    wasmUrl: `${ASSETS}/wasm/`,
    // WebAssembly would need a looser content security policy
    useWasm: false,
  });
  return task.promise;
}
