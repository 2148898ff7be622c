"use client";

import { useRef } from "react";
import type { DocumentOut, VersionOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import * as m from "@/paraglide/messages";
import { usePdf } from "@/pdf/use-pdf";

import { PageTurner } from "./page-turner";
import { ReaderPage } from "./reader-page";
import { ReaderText } from "./reader-text";
import { useDocumentAddress } from "./use-document-address";

export interface ReaderProps {
  document: DocumentOut;
  shown: Pick<VersionOut, "version" | "pages" | "status">;
}

/** The pages of a version, as in its file or as text. Which page it is stands in the address. */
export function Reader({ document: { id, name }, shown: { version, pages: counted, status } }: ReaderProps) {
  const { page, isText, turnTo, showText } = useDocumentAddress();
  const frame = useRef<HTMLElement>(null);
  const isRead = status === "ready" || typeof counted === "number";
  const pdf = usePdf(id, version, isRead && !isText);
  const pages = pdf.data?.numPages ?? counted ?? undefined;
  if (!isRead) {
    return <p className="text-muted">{status === "failed" ? m.documents_file_unreadable() : m.documents_file_processing()}</p>;
  }
  const turn = (wanted: number) => {
    turnTo(wanted);
    const content = document.getElementById("content");
    if (frame.current && content && frame.current.getBoundingClientRect().top < content.getBoundingClientRect().top) {
      frame.current.scrollIntoView();
    }
  };
  const isOutside = pages !== undefined && page > pages;
  return (
    <Card ref={frame} aria-label={m.documents_reader()} className="max-w-3xl">
      <Tabs value={isText ? "text" : "page"} onValueChange={(view) => showText(view === "text")}>
        <div className="sticky top-0 z-10 flex flex-wrap items-end justify-between gap-x-4 rounded-t-lg border-b bg-raised px-4">
          <TabsList className="border-b-0">
            <TabsTrigger value="page">{m.documents_tab_page()}</TabsTrigger>
            <TabsTrigger value="text">{m.documents_tab_text()}</TabsTrigger>
          </TabsList>
          <PageTurner page={page} pages={pages} onTurn={turn} />
        </div>
        {isOutside ? (
          <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
            <p className="text-muted">{m.documents_page_outside({ page, count: pages })}</p>
            <Button size="small" onClick={() => turn(pages)}>
              {m.documents_page_last({ page: pages })}
            </Button>
          </div>
        ) : (
          <>
            <TabsContent value="page" className="bg-surface p-4 outline-none">
              {pdf.error ? (
                <>
                  <Notice variant="warning">{m.documents_file_not_displayed()}</Notice>
                  <ReaderText id={id} version={version} page={page} />
                </>
              ) : (
                <ReaderPage pdf={pdf.data} page={page} label={m.documents_page_of({ page, name })} />
              )}
            </TabsContent>
            <TabsContent value="text" className="px-4 outline-none">
              <ReaderText id={id} version={version} page={page} />
            </TabsContent>
          </>
        )}
      </Tabs>
    </Card>
  );
}
