"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ChatMode, orThrow } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { whole } from "@/lib/counts";
import { SOURCE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import { Insight } from "./insight";
import { modeOf } from "./modes";
import { SuggestedQuestions } from "./suggested-questions";
import { useTips } from "./use-tips";

const SHOWN = 4;

export interface ModeCardProps {
  mode: ChatMode;
  onAsk: (question: string) => void;
  onAddDocuments: () => void;
}

export function ModeCard({ mode, onAsk, onAddDocuments }: ModeCardProps) {
  const documents = useReadyDocuments();
  const ofRegulator = useReadyDocuments("era", mode === "regulatory");
  const tips = useTips(mode);
  const { label, questions: usual } = modeOf(mode);
  const made = tips?.sample_questions ?? [];
  const questions = tips === undefined ? undefined : made.length > 0 ? made : usual;
  return (
    <>
      {mode === "regulatory" && ofRegulator.data?.total === 0 && (
        <div className="px-5 pt-4">
          <Notice variant="warning">{m.copilot_era_none()}</Notice>
        </div>
      )}
      <Insight title={m.copilot_ask_in({ mode: label })}>
        <SuggestedQuestions questions={questions} onAsk={onAsk} />
      </Insight>
      {tips && tips.tips.length > 0 && (
        <Insight title={m.copilot_tips()}>
          <ul className="flex list-disc flex-col gap-1.5 pl-4 text-[0.8125rem] text-muted marker:text-field">
            {tips.tips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </Insight>
      )}
      {/* below parts of unknown height */}
      {tips !== undefined && (
        <Insight title={m.copilot_documents()}>
          {documents.isPending && <Skeleton className="h-3.5 w-3/4" />}
          {documents.error && <p className="text-[0.8125rem] text-muted">{m.copilot_documents_failed()}</p>}
          {documents.data?.total === 0 && <p className="text-[0.8125rem] text-muted">{m.copilot_documents_none()}</p>}
          <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
            {documents.data?.documents.map(({ id, filename, source }) => (
              <li key={id} className="flex justify-between gap-3">
                <span className="truncate">{filename}</span>
                <span className="shrink-0 text-xs leading-5 text-muted">{SOURCE_LABELS[source]}</span>
              </li>
            ))}
          </ul>
          {documents.data && documents.data.total > SHOWN && (
            <p className="mt-2 text-xs">
              <Link href="/documents/" className="text-link hover:underline">
                {m.copilot_documents_more({ number: whole(documents.data.total - SHOWN) })}
              </Link>
            </p>
          )}
          <Button size="small" className="mt-3" onClick={onAddDocuments}>
            <Plus />
            {m.copilot_documents_add()}
          </Button>
        </Insight>
      )}
    </>
  );
}

function useReadyDocuments(source?: "era", isWanted = true) {
  const query = { status: "ready" as const, limit: SHOWN, ...(source ? { source } : {}) };
  return useQuery({
    queryKey: ["ready documents", source],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/documents", { params: { query }, signal })),
    enabled: isWanted,
    refetchInterval: 30_000,
  });
}
