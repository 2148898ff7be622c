import type { CitationOut } from "sisuiq-client";

import { type Figures, hasOutageFigures } from "@/lib/figures";

import { GeneralFigures } from "./general-figures";
import { KeyMetrics } from "./key-metrics";
import { SourceList } from "./source-list";

export interface AnswerInsightsProps {
  figures: Figures | null;
  citations: CitationOut[];
  /** Display names, used until there are citations. */
  sources: string[];
  onCite: (citation: CitationOut) => void;
}

/** The figures and sources of an answer. */
export default function AnswerInsights({ figures, citations, sources, onCite }: AnswerInsightsProps) {
  return (
    <>
      {figures && (hasOutageFigures(figures) ? <KeyMetrics figures={figures} /> : <GeneralFigures figures={figures} />)}
      {sources.length > 0 && <SourceList citations={citations} sources={sources} onCite={onCite} />}
    </>
  );
}
