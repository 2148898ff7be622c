"use client";

import { lazy, Suspense, useCallback, useState } from "react";
import type { CitationOut, UserOut } from "sisuiq-client";

import { Sheet } from "@/components/ui/sheet";
import { useMediaQuery } from "@/lib/use-media-query";
import { uploadStore } from "@/uploads/upload-store";

import { Chat } from "./chat";
import { InsightsPanel } from "./insights-panel";
import { Sidebar } from "./sidebar";
import { StatusBanner } from "./status-banner";
import { Topbar } from "./topbar";
import { useConversation } from "./use-conversation";

const CitationPanel = lazy(() => import("./citation-panel"));

interface Props {
  user: UserOut;
}

export function Copilot({ user }: Props) {
  const conversation = useConversation();
  const { mode, sessionId, messages } = conversation;
  const [sheet, setSheet] = useState<"sidebar" | "insights" | null>(null);
  const [cited, setCited] = useState<CitationOut | null>(null);
  const isWide = useMediaQuery("(min-width: 64rem)");
  const closeSheet = () => setSheet(null);

  const turnTo = (action: () => void) => {
    closeSheet();
    setCited(null);
    action();
  };
  const showCitation = useCallback((citation: CitationOut) => {
    setSheet(null);
    setCited(citation);
  }, []);
  const addDocuments = (chosen: File[]) => {
    closeSheet();
    uploadStore.add(chosen);
    uploadStore.show();
  };
  const sidebar = (
    <Sidebar
      mode={mode}
      sessionId={sessionId}
      onModeChange={(wanted) => turnTo(() => wanted !== mode && conversation.clear(wanted))}
      onOpen={(id) => turnTo(() => void conversation.open(id))}
      onNew={() => turnTo(() => conversation.clear(mode))}
    />
  );
  const insights = (
    <InsightsPanel
      mode={mode}
      messages={messages}
      onCite={showCitation}
      onAsk={(question) => turnTo(() => void conversation.ask(question))}
      onAddDocuments={() => addDocuments([])}
    />
  );
  const citation = cited && (
    <Suspense>
      <CitationPanel key={cited.id} citation={cited} isBeside={isWide} onClose={() => setCited(null)} />
    </Suspense>
  );

  return (
    <div data-testid="app-container" className="flex h-dvh flex-col overflow-hidden">
      <Topbar user={user} onShowSidebar={() => setSheet("sidebar")} onShowInsights={() => setSheet("insights")} />
      <StatusBanner />
      <div className="flex min-h-0 flex-1">
        {sheet !== "sidebar" && <div className="hidden w-64 shrink-0 border-r md:flex">{sidebar}</div>}
        <Chat conversation={conversation} onCite={showCitation} cited={cited} onFiles={addDocuments} />
        {isWide && citation && (
          <aside className="hidden w-[min(44vw,40rem)] shrink-0 border-l lg:flex" aria-label="Cited page">
            {citation}
          </aside>
        )}
        {!citation && sheet !== "insights" && <div className="hidden w-80 shrink-0 border-l lg:flex">{insights}</div>}
      </div>
      <Sheet isOpen={sheet === "sidebar"} onClose={closeSheet} side="left" title="Modes and conversations" className="w-72">
        <div className="flex min-h-0 flex-1 flex-col bg-surface pt-12">{sidebar}</div>
      </Sheet>
      <Sheet isOpen={sheet === "insights"} onClose={closeSheet} side="right" title="Insights" className="w-80">
        {insights}
      </Sheet>
      <Sheet
        isOpen={!isWide && cited !== null}
        onClose={() => setCited(null)}
        side="right"
        title="Cited page"
        className="w-[min(40rem,100vw)]"
      >
        {citation}
      </Sheet>
    </div>
  );
}
