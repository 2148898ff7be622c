"use client";

import type { CitationOut } from "sisuiq-client";

import { Tooltip } from "@/components/ui/tooltip";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

interface Props {
  number: number;
  citation: CitationOut;
  isOpen: boolean;
  onOpen: (citation: CitationOut) => void;
}

export function CitationChip({ number, citation, isOpen, onOpen }: Props) {
  const { document_name: document, page, ocr } = citation;
  const place = ocr ? m.copilot_place_ocr({ document, page }) : m.copilot_place({ document, page });
  return (
    <Tooltip text={place}>
      <button
        type="button"
        data-testid="citation-chip"
        aria-label={m.copilot_citation({ number, place })}
        aria-pressed={isOpen}
        onClick={() => onOpen(citation)}
        className={classes(
          "mx-0.5 inline-flex h-5 min-w-5 items-center justify-center rounded px-1 align-[1px] text-[0.6875rem] font-semibold not-italic transition-colors",
          isOpen ? "bg-primary text-on-primary" : "bg-tint text-link hover:bg-primary hover:text-on-primary",
        )}
      >
        {number}
      </button>
    </Tooltip>
  );
}
