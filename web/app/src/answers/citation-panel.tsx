"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type CitationOut, orThrow } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { api } from "@/lib/api";
import { documentAddress } from "@/lib/document-address";
import { SOURCE_LABELS } from "@/lib/labels";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import { sentence } from "@/lib/words";
import * as m from "@/paraglide/messages";

import { CitationState } from "./citation-state";
import { CitedPage } from "./cited-page";
import { CitedText } from "./cited-text";
import { describeProvision } from "./describe-provision";
import type { Quoted } from "./quoted";
import { useFocusWhileOpen } from "./use-focus-while-open";

export interface CitationPanelProps {
  id: string;
  /** The citation, if an answer on the page has it. Otherwise it is fetched. */
  known: CitationOut | undefined;
  /** Whether the panel is beside the answer. Otherwise it is in a sheet, which handles focus and Escape itself. */
  isBeside: boolean;
  onClose: () => void;
}

/** The cited page of a document, with the quote and its state. */
export default function CitationPanel({ id, known, isBeside, onClose }: CitationPanelProps) {
  const check = useQuery({
    queryKey: ["citation", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/citations/{id}", { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
  const panel = useFocusWhileOpen(isBeside);
  const citation: Quoted | undefined = known ?? check.data;
  return (
    <section
      ref={panel}
      data-testid="citation-panel"
      aria-label={citation ? m.copilot_cited_page_of({ page: citation.page, document: citation.document_name }) : m.copilot_cited_page()}
      tabIndex={-1}
      onKeyDown={(event) => isBeside && event.key === "Escape" && onClose()}
      className="flex min-h-0 w-full flex-1 flex-col bg-background outline-none"
    >
      <header className="flex items-start gap-3 border-b px-5 py-3">
        <div className="min-w-0 flex-1">{citation && <Heading citation={citation} isLinked={check.data?.label !== "withdrawn"} />}</div>
        <CitationState check={check.data} />
        <Button
          variant="ghost"
          size="smallIcon"
          className={isBeside ? "" : "invisible"}
          aria-label={m.copilot_cited_page_close_button()}
          onClick={onClose}
        >
          <X />
        </Button>
      </header>
      {citation && <Quote citation={citation} />}
      {!citation && !check.error && <Skeleton className="m-5 h-24" />}
      {check.error && (
        <Notice variant="danger" className="mx-5 mt-4">
          {isNotFound(check.error) ? m.copilot_citation_unavailable() : explain(check.error)}
        </Notice>
      )}
      {check.data && check.data.label !== "valid" && (
        <Notice variant="warning" className="mx-5 mt-4">
          {sentence(check.data.reason)}
        </Notice>
      )}
      {citation && check.data?.label !== "withdrawn" && (
        <Tabs defaultValue="page" className="mt-2 flex min-h-0 flex-1 flex-col">
          <TabsList className="px-5">
            <TabsTrigger value="page">{m.copilot_tab_page()}</TabsTrigger>
            <TabsTrigger value="text">{m.copilot_tab_text()}</TabsTrigger>
          </TabsList>
          <TabsContent value="page" className="flex min-h-0 flex-1 flex-col outline-none">
            <CitedPage citation={citation} highlight={check.data?.highlight ?? null} isChecked={!check.isPending} />
          </TabsContent>
          <TabsContent value="text" className="flex min-h-0 flex-1 flex-col outline-none">
            <CitedText citation={citation} found={check.data?.found ?? null} />
          </TabsContent>
        </Tabs>
      )}
    </section>
  );
}

interface HeadingProps {
  citation: Quoted;
  /** Whether the document can still be opened. */
  isLinked: boolean;
}

function Heading({ citation: { document_id, document_name, source, page, version, ocr, provision }, isLinked }: HeadingProps) {
  const facts = [
    SOURCE_LABELS[source],
    m.copilot_citation_page({ page }),
    version > 1 && m.copilot_citation_version({ version }),
    ocr && m.copilot_citation_ocr(),
  ];
  return (
    <>
      <h2 className="truncate text-sm font-semibold">{document_name}</h2>
      {provision && <p className="text-xs wrap-anywhere">{describeProvision(provision)}</p>}
      <p className="text-xs text-muted">{facts.filter(Boolean).join(" · ")}</p>
      {isLinked && (
        <Link href={documentAddress(document_id, { page, version })} className="text-xs text-link underline-offset-2 hover:underline">
          {m.copilot_document_open()}
        </Link>
      )}
    </>
  );
}

function Quote({ citation: { quote, ocr } }: { citation: Quoted }) {
  return (
    <>
      <blockquote className="thin-scrollbar mx-5 mt-4 max-h-32 shrink-0 overflow-y-auto border-l-2 border-link pl-3 text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
        {quote}
      </blockquote>
      {ocr && (
        <Notice variant="warning" className="mx-5 mt-4">
          {m.copilot_citation_ocr_warning()}
        </Notice>
      )}
    </>
  );
}
