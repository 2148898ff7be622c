"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import type { HighlightOut } from "sisuiq-client";
import { useWidth } from "@/lib/use-width";
import { Highlights } from "./highlights";

export interface PdfPageProps {
  pdf: PDFDocumentProxy;
  page: number;
  highlight: HighlightOut | null;
  label: string;
}

/** One page at full width, with the quote highlighted. */
export default function PdfPage({ pdf, page, highlight, label }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [drawn, setDrawn] = useState<number | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) {
      return undefined;
    }
    let cancel = () => {};
    let isCancelled = false;
    const draw = async () => {
      const source = await pdf.getPage(page);
      if (isCancelled) {
        return;
      }
      const natural = source.getViewport({ scale: 1 });
      setSize({ width: natural.width, height: natural.height });
      const viewport = source.getViewport({ scale: (width / natural.width) * Math.min(devicePixelRatio, 3) });
      element.width = Math.floor(viewport.width);
      element.height = Math.floor(viewport.height);
      const task = source.render({ canvas: element, viewport });
      cancel = () => task.cancel();
      await task.promise;
      setDrawn(page);
    };
    draw().catch((error: unknown) => {
      if (!isCancelled) {
        console.error("the page cannot be drawn", error);
      }
    });
    return () => {
      isCancelled = true;
      cancel();
    };
  }, [pdf, page, width]);

  return (
    <div
      ref={frame}
      data-testid="pdf-page"
      data-drawn={drawn === page}
      className="relative mx-auto w-full overflow-hidden border bg-white"
      style={{ aspectRatio: size ? `${size.width} / ${size.height}` : "1 / 1.414" }}
    >
      <canvas ref={canvas} role="img" aria-label={label} className="absolute inset-0 size-full" />
      {highlight && drawn === page && <Highlights highlight={highlight} />}
    </div>
  );
}
