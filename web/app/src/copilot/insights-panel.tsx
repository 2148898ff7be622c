"use client";

import type { ChatMode, CitationOut } from "sisuiq-client";

import { ScrollArea } from "@/components/ui/scroll-area";
import { hasOutageFigures } from "@/lib/figures";
import * as m from "@/paraglide/messages";

import { GeneralFigures } from "./general-figures";
import { KeyMetrics } from "./key-metrics";
import type { Message } from "./messages";
import { ModeCard } from "./mode-card";
import { SourceList } from "./source-list";
import { useAnswerDetails } from "./use-answer-details";

interface Props {
  mode: ChatMode;
  messages: Message[];
  onCite: (citation: CitationOut) => void;
  onAsk: (question: string) => void;
  onAddDocuments: () => void;
}

export function InsightsPanel({ mode, messages, onCite, onAsk, onAddDocuments }: Props) {
  const answer = messages.findLast(({ role }) => role === "assistant");
  const details = useAnswerDetails(answer, true);
  const figures = details?.figures ?? null;
  const sources = details?.sources ?? answer?.sources ?? [];
  return (
    <aside data-testid="insights-panel" aria-label={m.copilot_insights()} className="flex min-h-0 w-full flex-1 flex-col bg-background">
      <h2 className="flex h-12 shrink-0 items-center border-b px-5 text-sm font-semibold">{m.copilot_insights()}</h2>
      <ScrollArea className="flex-1">
        {figures && (hasOutageFigures(figures) ? <KeyMetrics figures={figures} /> : <GeneralFigures figures={figures} />)}
        {sources.length > 0 && <SourceList citations={details?.citations ?? []} sources={sources} onCite={onCite} />}
        <ModeCard mode={mode} onAsk={onAsk} onAddDocuments={onAddDocuments} />
      </ScrollArea>
    </aside>
  );
}
