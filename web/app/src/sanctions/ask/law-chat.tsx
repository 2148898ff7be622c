"use client";

import { useCallback, useState } from "react";
import type { CitationOut } from "sisuiq-client";

import { CitationPanel } from "@/answers/deferred-citation-panel";
import { Sheet } from "@/components/ui/deferred-sheet";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { useMediaQuery } from "@/lib/use-media-query";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { AppShell } from "@/shell/app-shell";
import { SANCTIONS_ICONS } from "@/shell/page-icons/sanctions";
import { type Place, pagesFor } from "@/shell/workspaces";

import { type LawAddress, lawAddress, useLawAddress } from "./address";
import { Chat } from "./chat";
import { LawSidebar } from "./law-sidebar";
import { useLawConversation } from "./use-law-conversation";

/** The chat about sanctions law, with the folders of conversations and the opened citation. */
export function LawChat({ account, place }: { account: Account; place: Place }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [chosen, setChosen] = useState<CitationOut | null>(null);
  const isWide = useMediaQuery("(min-width: 64rem)");
  const address = useLawAddress();
  const conversation = useLawConversation(address);
  const open = (next: LawAddress) => {
    setMenuOpen(false);
    changeAddress(lawAddress(next), "push");
  };
  const showCitation = useCallback((citation: CitationOut | null) => {
    setChosen(citation);
    changeAddress(currentAddressWith({ citation: citation?.id ?? null }), citation ? "push" : "replace");
  }, []);
  const closeCitation = () => showCitation(null);
  const { citation: cited } = address;
  const panel = cited !== null && (
    <CitationPanel key={cited} id={cited} known={chosen?.id === cited ? chosen : undefined} isBeside={isWide} onClose={closeCitation} />
  );
  return (
    <>
      <AppShell
        account={account}
        workspace={place.workspace}
        sidebar={{
          title: m.lawchat_pages(),
          showLabel: m.lawchat_pages_show(),
          closeLabel: m.lawchat_pages_close(),
          content: (
            <LawSidebar
              pages={pagesFor(place.workspace, account).filter((page) => page !== place.page)}
              icons={SANCTIONS_ICONS}
              address={address}
              onOpen={open}
              onRenamed={conversation.rename}
            />
          ),
        }}
        isMenuOpen={isMenuOpen}
        onMenuChange={setMenuOpen}
      >
        <Chat address={address} conversation={conversation} cited={cited} onCite={showCitation} />
        {isWide && panel && (
          <aside className="hidden w-[min(44vw,40rem)] shrink-0 border-l lg:flex" aria-label={m.copilot_cited_page()}>
            {panel}
          </aside>
        )}
      </AppShell>
      {!isWide && panel && (
        <Sheet
          onClose={closeCitation}
          side="right"
          title={m.copilot_cited_page()}
          closeLabel={m.copilot_cited_page_close()}
          className="w-[min(40rem,100vw)]"
        >
          {panel}
        </Sheet>
      )}
    </>
  );
}
