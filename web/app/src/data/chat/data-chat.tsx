"use client";

import { useState } from "react";

import { changeAddress } from "@/lib/change-address";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { AppShell } from "@/shell/app-shell";
import { DATA_ICONS } from "@/shell/page-icons/data";
import { type Place, pagesFor } from "@/shell/workspaces";

import { type ChatAddress, chatAddress, useChatAddress } from "./address";
import { Conversation } from "./conversation";
import { DataSidebar } from "./data-sidebar";
import { DatasetChooser } from "./dataset-chooser";

/** The chat about the dataset in the address, or the choice of one. */
export function DataChat({ account, place }: { account: Account; place: Place }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const address = useChatAddress();
  const open = (next: ChatAddress) => {
    setMenuOpen(false);
    changeAddress(chatAddress(next), "push");
  };
  const sidebar = (
    <DataSidebar
      pages={pagesFor(place.workspace, account).filter((page) => page !== place.page)}
      icons={DATA_ICONS}
      address={address}
      onOpen={open}
    />
  );
  return (
    <AppShell
      account={account}
      workspace={place.workspace}
      sidebar={{
        title: m.datachat_pages(),
        showLabel: m.datachat_pages_show(),
        closeLabel: m.datachat_pages_close(),
        content: sidebar,
      }}
      isMenuOpen={isMenuOpen}
      onMenuChange={setMenuOpen}
    >
      {address ? <Conversation address={address} /> : <DatasetChooser />}
    </AppShell>
  );
}
