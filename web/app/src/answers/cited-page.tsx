"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { HighlightOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ScrollArea } from "@/components/ui/scroll-area";
import * as m from "@/paraglide/messages";
import { PdfPage } from "@/pdf/deferred-pdf-page";
import { PdfPageSkeleton } from "@/pdf/pdf-page-skeleton";
import { usePdf } from "@/pdf/use-pdf";

import type { Quoted } from "./quoted";

interface Props {
  citation: Quoted;
  highlight: HighlightOut | null;
  /** Whether the position of the quote has been looked up. */
  isChecked: boolean;
}

export function CitedPage({ citation, highlight, isChecked }: Props) {
  const { document_id: id, version, page: citedPage } = citation;
  const [page, setPage] = useState(citedPage);
  const pdf = usePdf(id, version);
  if (pdf.error) {
    return (
      <Notice variant="warning" className="m-5">
        {m.copilot_file_unavailable()}
      </Notice>
    );
  }
  const pages = pdf.data?.numPages;
  return (
    <>
      <ScrollArea className="flex-1 bg-surface p-4" aria-label={m.copilot_page({ page })}>
        {pdf.data ? (
          <PdfPage
            pdf={pdf.data}
            page={page}
            highlight={page === citedPage ? highlight : null}
            label={m.copilot_cited_page_of({ page, document: citation.document_name })}
          />
        ) : (
          <PdfPageSkeleton />
        )}
      </ScrollArea>
      <footer className="flex h-12 shrink-0 items-center gap-1 border-t px-3 text-[0.8125rem] text-muted">
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={m.common_previous_page()}
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
        >
          <ChevronLeft />
        </Button>
        <span className="px-1 tabular-nums">
          {pages === undefined ? m.copilot_page({ page }) : m.copilot_page_of_pages({ page, pages })}
        </span>
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={m.common_next_page()}
          disabled={pages === undefined || page >= pages}
          onClick={() => setPage(page + 1)}
        >
          <ChevronRight />
        </Button>
        {page !== citedPage && (
          <Button variant="ghost" size="small" className="ml-auto" onClick={() => setPage(citedPage)}>
            {m.copilot_page_back({ page: citedPage })}
          </Button>
        )}
        {page === citedPage && isChecked && !highlight && <span className="ml-auto px-2 text-xs">{m.copilot_quote_not_highlighted()}</span>}
      </footer>
    </>
  );
}
