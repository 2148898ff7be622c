"use client";

import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { StatCards } from "./stat-cards";
import { SystemCard } from "./system-card";

export function Overview() {
  return (
    <>
      <PageHeader title={m.admin_overview_title()} description={m.admin_overview_description()} />
      <StatCards />
      <SystemCard />
    </>
  );
}
