import type { ComponentType } from "react";
import type { Capability } from "sisuiq-client";

import { addressOf } from "@/copilot/address";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";

/** A part of the home page. */
export interface HomeCard {
  id: string;
  title: string;
  /** The capability without which it is not shown. A card that makes requests with another one checks that itself. */
  needs: Capability;
  /** The page behind it. */
  link?: { path: string; title: string };
  /** The height of its content in lines, which is reserved while it is loading. */
  lines: 1 | 2 | 3 | 4 | 5 | 6;
  isWide?: boolean;
  /** Loads the content, which is not in the first load of the page. */
  load: () => Promise<{ default: ComponentType<CardProps> }>;
}

export interface CardProps {
  account: Account;
}

/** The field for questions. */
export const ASK = "ask";

/** All cards, in their order on the page while none is urgent: two of about the same height are beside each other. */
export const CARDS: HomeCard[] = [
  {
    id: ASK,
    title: m.home_ask_title(),
    needs: "questions.ask",
    lines: 2,
    isWide: true,
    load: () => import("./cards/ask"),
  },
  {
    id: "conversations",
    title: m.home_conversations(),
    needs: "questions.ask",
    link: { path: addressOf({ conversationId: null }), title: m.home_conversations_new() },
    lines: 5,
    load: () => import("./cards/conversations"),
  },
  {
    id: "documents",
    title: m.home_documents(),
    needs: "documents.read",
    link: { path: "/documents/", title: m.home_documents_all() },
    lines: 5,
    load: () => import("./cards/documents"),
  },
  {
    id: "tables",
    title: m.home_tables(),
    needs: "tables.read",
    link: { path: "/tables/", title: m.home_tables_all() },
    lines: 5,
    load: () => import("./cards/tables"),
  },
  {
    id: "access",
    title: m.home_access(),
    needs: "users.manage",
    link: { path: "/admin/access/?waiting=true", title: m.home_access_waiting() },
    lines: 5,
    load: () => import("./cards/access"),
  },
  {
    id: "audit",
    title: m.home_audit(),
    needs: "audit.read",
    link: { path: "/admin/audit/", title: m.home_audit_all() },
    lines: 6,
    load: () => import("./cards/audit"),
  },
  {
    id: "jobs",
    title: m.home_jobs(),
    needs: "documents.manage",
    link: { path: "/admin/jobs/", title: m.home_jobs_all() },
    lines: 2,
    load: () => import("./cards/jobs"),
  },
  {
    id: "quality",
    title: m.home_quality(),
    needs: "quality.read",
    link: { path: "/admin/evaluation/", title: m.home_quality_all() },
    lines: 2,
    load: () => import("./cards/quality"),
  },
  {
    id: "spend",
    title: m.home_spend(),
    needs: "spend.read",
    link: { path: "/admin/spend/", title: m.home_spend_details() },
    lines: 1,
    load: () => import("./cards/spend"),
  },
];

/** The cards of an account: the field for questions, then the urgent ones, then all others. */
export function cardsFor(account: Account, urgent: string[] = []): HomeCard[] {
  const rank = ({ id }: HomeCard) => (id === ASK ? 0 : urgent.includes(id) ? 1 : 2);
  return CARDS.filter(({ needs }) => may(account, needs)).sort((one, other) => rank(one) - rank(other));
}
