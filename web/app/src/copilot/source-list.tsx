import { FileText } from "lucide-react";
import type { CitationOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

import { Insight } from "./insight";

interface Props {
  citations: CitationOut[];
  /** Display names, used until there are citations. */
  sources: string[];
  onCite: (citation: CitationOut) => void;
}

export function SourceList({ citations, sources, onCite }: Props) {
  if (citations.length === 0) {
    return (
      <Insight title={m.copilot_sources()}>
        <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
          {sources.map((source) => (
            <li key={source} className="wrap-anywhere">
              {source}
            </li>
          ))}
        </ul>
      </Insight>
    );
  }
  return (
    <Insight title={m.copilot_sources()}>
      <ol className="-mx-2 flex flex-col gap-px">
        {citations.map((citation, index) => (
          <li key={citation.id}>
            <button
              type="button"
              onClick={() => onCite(citation)}
              className="flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left text-[0.8125rem] hover:bg-surface"
            >
              <FileText aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{citation.document_name}</span>
                <span className="line-clamp-2 text-xs text-muted">{citation.quote}</span>
              </span>
              <span className="text-xs whitespace-nowrap text-muted">
                {citation.ocr
                  ? m.copilot_source_place_ocr({ number: index + 1, page: citation.page })
                  : m.copilot_source_place({ number: index + 1, page: citation.page })}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Insight>
  );
}
