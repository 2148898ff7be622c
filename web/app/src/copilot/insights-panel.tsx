"use client";

import type { ChatMode, CitationOut } from "sisuiq-client";
import { useAnswerDetails } from "@/answers/use-answer-details";
import type { Message } from "@/chat/messages";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import * as m from "@/paraglide/messages";
import { AnswerInsights } from "./answer-parts";
import { ModeCard } from "./deferred-mode-card";

interface Props {
  mode: ChatMode;
  messages: Message[];
  /** Whether a conversation is being loaded. */
  isOpening: boolean;
  onCite: (citation: CitationOut) => void;
  onAsk: (question: string) => void;
  onAddDocuments: () => void;
}

export function InsightsPanel({ mode, messages, isOpening, onCite, onAsk, onAddDocuments }: Props) {
  const answer = messages.findLast(({ role }) => role === "assistant");
  const { isLoading } = useAnswerDetails(answer, true);
  const isWaiting = isOpening || isLoading;
  return (
    <aside data-testid="insights-panel" aria-label={m.copilot_insights()} className="flex min-h-0 w-full flex-1 flex-col bg-background">
      <h2 className="flex h-12 shrink-0 items-center border-b px-5 text-sm font-semibold">{m.copilot_insights()}</h2>
      <ScrollArea className="flex-1">
        {answer && <AnswerInsights answer={answer} onCite={onCite} />}
        {isWaiting && <Skeleton className="m-5 h-40" />}
        {/* loaded, but shown when what is above it is there */}
        <div hidden={isWaiting}>
          <ModeCard mode={mode} onAsk={onAsk} onAddDocuments={onAddDocuments} />
        </div>
      </ScrollArea>
    </aside>
  );
}
