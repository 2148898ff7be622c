"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { orThrow, type PlaceOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import type { Quoted } from "./quoted";

interface Props {
  citation: Quoted;
  found: PlaceOut | null;
}

/** The stored text of the page, with the quote marked at its current position. */
export function CitedText({ citation, found }: Props) {
  const { document_id: id, page, version } = citation;
  const mark = useRef<HTMLElement>(null);
  const { data, error } = useQuery({
    queryKey: ["page", id, version, page],
    queryFn: ({ signal }) =>
      orThrow(api.GET("/api/documents/{id}/pages/{page}", { params: { path: { id, page }, query: { version } }, signal })),
    staleTime: Infinity,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is rendered once both are loaded
  useEffect(() => {
    // some browsers return a promise, which React would take for a cleanup function
    void mark.current?.scrollIntoView({ block: "center" });
  }, [data, found]);
  if (error) {
    return (
      <Notice variant="danger" className="m-5">
        {explain(error)}
      </Notice>
    );
  }
  if (!data) {
    return <Skeleton className="m-5 h-40" />;
  }
  // offsets count characters, not the units of JavaScript's strings
  const letters = [...data.text];
  const { start, end } = found ?? { start: 0, end: 0 };
  return (
    <ScrollArea
      className="flex-1 px-5 py-4 text-[0.8125rem] leading-relaxed whitespace-pre-wrap wrap-anywhere"
      aria-label={m.copilot_page_text({ page })}
    >
      {letters.slice(0, start).join("")}
      {end > start && (
        <mark ref={mark} className="rounded-xs bg-highlight text-inherit">
          {letters.slice(start, end).join("")}
        </mark>
      )}
      {letters.slice(end).join("")}
    </ScrollArea>
  );
}
