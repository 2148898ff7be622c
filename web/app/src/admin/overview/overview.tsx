"use client";

import { PageHeader } from "@/shell/page-header";

import { StatCards } from "./stat-cards";
import { SystemCard } from "./system-card";

export function Overview() {
  return (
    <>
      <PageHeader title="Overview" description="Usage and system health." />
      <StatCards />
      <SystemCard />
    </>
  );
}
