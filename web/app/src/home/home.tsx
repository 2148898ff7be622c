"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";

import { Notice } from "@/components/ui/notice";
import { ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { AppShell } from "@/shell/app-shell";
import { PageHeader } from "@/shell/page-header";
import { HOME, workspacesFor } from "@/shell/workspaces";

import { ASK, cardsFor } from "./cards";
import { HomeCard } from "./home-card";
import { RequestAccess } from "./request-access";
import { useUrgentCards } from "./use-urgent-cards";
import { WorkspaceList } from "./workspace-list";

/** What is new for an account and what needs it, in cards that its capabilities allow. */
export function Home({ account }: { account: Account }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isConversationMeant = useSearchParams().has("conversation");
  const urgent = useUrgentCards(account);
  // the others take their places once it is known which come first
  const cards = cardsFor(account, urgent).filter(({ id }) => urgent || id === ASK);
  const available = workspacesFor(account).filter(({ workspace }) => workspace !== HOME);
  return (
    <AppShell account={account} workspace={HOME} isMenuOpen={isMenuOpen} onMenuChange={setMenuOpen}>
      <main
        id="content"
        tabIndex={0}
        className="thin-scrollbar relative min-h-0 min-w-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <div className="mx-auto w-full max-w-6xl px-4 py-8 md:px-8">
          <PageHeader
            title={m.home_welcome({ name: account.name })}
            description={m.home_signed_in_as({ role: ROLE_LABELS[account.role] })}
          />
          {isConversationMeant && (
            <Notice variant="warning" className="mb-4">
              {m.home_conversation_link()}
            </Notice>
          )}
          {available.length === 0 ? (
            <RequestAccess />
          ) : (
            <>
              <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
                {cards.map((card) => (
                  <HomeCard key={card.id} card={card} account={account} />
                ))}
              </div>
              {urgent && <WorkspaceList workspaces={available} />}
            </>
          )}
        </div>
      </main>
    </AppShell>
  );
}
