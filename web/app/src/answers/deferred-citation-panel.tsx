"use client";

import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";
import * as m from "@/paraglide/messages";

import type { CitationPanelProps } from "./citation-panel";

export const CitationPanel = deferred<CitationPanelProps>(
  async () => (await import("./citation-panel")).default,
  ({ retry }, { isBeside, onClose }) => (
    <div className="min-h-0 flex-1 p-5">
      {retry ? <PartFailure retry={retry} /> : <Skeleton className="h-24" />}
      {retry && isBeside && (
        <Button size="small" className="mt-3" onClick={onClose}>
          {m.copilot_cited_page_close_button()}
        </Button>
      )}
    </div>
  ),
);
