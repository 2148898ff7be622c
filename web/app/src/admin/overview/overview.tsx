"use client";

import { useSettled } from "@/lib/use-settled";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { BackupsCard } from "./deferred-backups-card";
import { StatCards } from "./stat-cards";
import { SystemCard } from "./system-card";
import { useSystemHealth } from "./use-system-health";

export function Overview() {
  const isShown = useSettled(useSystemHealth());
  return (
    <>
      <PageHeader title={m.admin_overview_title()} description={m.admin_overview_description()} />
      <StatCards />
      <SystemCard />
      {isShown && <BackupsCard />}
    </>
  );
}
