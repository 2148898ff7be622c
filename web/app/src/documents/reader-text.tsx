"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

interface Props {
  id: string;
  version: number;
  page: number;
}

/** The stored text of a page. */
export function ReaderText({ id, version, page }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["page", id, version, page],
    queryFn: ({ signal }) =>
      orThrow(api.GET("/api/documents/{id}/pages/{page}", { params: { path: { id, page }, query: { version } }, signal })),
    staleTime: Infinity,
  });
  if (error) {
    return isNotFound(error) ? (
      <p className="py-4 text-muted">{m.documents_page_text_not_stored()}</p>
    ) : (
      <Notice variant="danger" className="my-4">
        {explain(error)}{" "}
        <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => void refetch()}>
          {m.common_try_again()}
        </Button>
      </Notice>
    );
  }
  if (!data) {
    return <Skeleton className="my-4 h-40" />;
  }
  return (
    <section aria-label={m.documents_page_text({ page })} className="py-4">
      {data.ocr && (
        <Notice variant="warning" className="mb-4">
          {m.documents_page_ocr()}
        </Notice>
      )}
      {data.has_text ? (
        <p className="text-[0.8125rem] leading-relaxed whitespace-pre-wrap wrap-anywhere">{data.text}</p>
      ) : (
        <p className="text-muted">{m.documents_page_no_text()}</p>
      )}
    </section>
  );
}
