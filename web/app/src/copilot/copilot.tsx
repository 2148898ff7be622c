"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useCallback, useState } from "react";
import type { CitationOut } from "sisuiq-client";
import { CitationPanel } from "@/answers/deferred-citation-panel";
import { useStoredQuestion } from "@/chat/use-stored-question";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/deferred-sheet";
import { useMediaQuery } from "@/lib/use-media-query";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { AppShell } from "@/shell/app-shell";
import { pagesFor, placeOf } from "@/shell/workspaces";
import { uploadStore } from "@/uploads/upload-store";
import { addressOf, changeAddress, useCopilotAddress } from "./address";
import { Chat } from "./chat";
import { StatusBanner } from "./deferred-status-banner";
import { InsightsPanel } from "./insights-panel";
import { Sidebar } from "./sidebar";
import { useConversation } from "./use-conversation";

const PLACE = placeOf("/");

export function Copilot({ account }: { account: Account }) {
  const conversation = useConversation();
  const { citationId, conversationId } = useCopilotAddress();
  useStoredQuestion(conversationId === null, conversation.ask);
  const { mode, sessionId, messages } = conversation;
  const [sheet, setSheet] = useState<"sidebar" | "insights" | null>(null);
  const [chosen, setChosen] = useState<CitationOut | null>(null);
  const isWide = useMediaQuery("(min-width: 64rem)");
  const closeSheet = () => setSheet(null);

  const showCitation = useCallback(
    (citation: CitationOut | null) => {
      setSheet(null);
      setChosen(citation);
      const address = addressOf({ conversationId: sessionId, citationId: citation?.id ?? null });
      changeAddress(address, citation ? "push" : "replace");
    },
    [sessionId],
  );
  const closeCitation = () => showCitation(null);
  const turnTo = (action: () => void) => {
    closeSheet();
    if (citationId !== null) {
      closeCitation();
    }
    action();
  };
  const addDocuments = (chosen: File[]) => {
    closeSheet();
    uploadStore.add(chosen);
    uploadStore.show();
  };
  const sidebar = (
    <Sidebar
      pages={PLACE ? pagesFor(PLACE.workspace, account).filter((page) => page !== PLACE.page) : []}
      mode={mode}
      sessionId={sessionId}
      onModeChange={(wanted) => turnTo(() => wanted !== mode && conversation.clear(wanted))}
      onOpen={(id) => {
        closeSheet();
        changeAddress(addressOf({ conversationId: id }), "push");
      }}
      onRenamed={conversation.rename}
      onNew={() => turnTo(() => conversation.clear(mode))}
    />
  );
  const insights = (
    <InsightsPanel
      mode={mode}
      messages={messages}
      isOpening={conversation.isOpening}
      onCite={showCitation}
      onAsk={(question) => turnTo(() => void conversation.ask(question))}
      onAddDocuments={() => addDocuments([])}
    />
  );
  const citation = citationId !== null && (
    <CitationPanel
      key={citationId}
      id={citationId}
      known={chosen?.id === citationId ? chosen : undefined}
      isBeside={isWide}
      onClose={closeCitation}
    />
  );

  return (
    <>
      <AppShell
        account={account}
        workspace={PLACE?.workspace}
        sidebar={{
          title: m.copilot_modes_and_conversations(),
          showLabel: m.copilot_modes_and_conversations_show(),
          closeLabel: m.copilot_modes_and_conversations_close(),
          content: sidebar,
        }}
        isMenuOpen={sheet === "sidebar"}
        onMenuChange={(isOpen) => setSheet(isOpen ? "sidebar" : null)}
        actions={
          <Button
            variant="ghost"
            size="icon"
            className="lg:hidden"
            aria-label={m.copilot_insights_show()}
            onPointerEnter={Sheet.preload}
            onFocus={Sheet.preload}
            onClick={() => setSheet("insights")}
          >
            <ChartNoAxesColumn />
          </Button>
        }
        banner={<StatusBanner />}
        testId="app-container"
      >
        <Chat conversation={conversation} onCite={showCitation} cited={citationId} onFiles={addDocuments} />
        {isWide && citation && (
          <aside className="hidden w-[min(44vw,40rem)] shrink-0 border-l lg:flex" aria-label={m.copilot_cited_page()}>
            {citation}
          </aside>
        )}
        {!citation && sheet !== "insights" && <div className="hidden w-80 shrink-0 border-l lg:flex">{insights}</div>}
      </AppShell>
      {sheet === "insights" && (
        <Sheet onClose={closeSheet} side="right" title={m.copilot_insights()} closeLabel={m.copilot_insights_close()} className="w-80">
          {insights}
        </Sheet>
      )}
      {!isWide && citationId !== null && (
        <Sheet
          onClose={closeCitation}
          side="right"
          title={m.copilot_cited_page()}
          closeLabel={m.copilot_cited_page_close()}
          className="w-[min(40rem,100vw)]"
        >
          {citation}
        </Sheet>
      )}
    </>
  );
}
