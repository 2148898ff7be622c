import type { Capability } from "sisuiq-client";

import { type Account, may } from "@/session/account";

/** A page of a workspace. */
export interface WorkspacePage {
  /** Its path. */
  path: string;
  title: string;
  /** The capability without which the page is neither offered nor shown. */
  needs: Capability;
  /** The paths of its detail pages, which the navigation shows as this page. */
  details?: string[];
}

/** A part of the application with its own navigation. */
export interface Workspace {
  id: string;
  title: string;
  /** What the home page says about it. */
  description: string;
  /** Its pages; the first one that an account may open is its start page. */
  pages: WorkspacePage[];
}

/** All workspaces. The guard of the pages and the menus both read this list. */
export const WORKSPACES: Workspace[] = [
  {
    id: "knowledge",
    title: "Knowledge",
    description: "Documents, and questions about them.",
    pages: [
      { path: "/", title: "Ask", needs: "questions.ask" },
      { path: "/documents/", title: "Documents", needs: "documents.read", details: ["/documents/document/"] },
      { path: "/tables/", title: "Tables", needs: "tables.read" },
    ],
  },
  {
    id: "administration",
    title: "Administration",
    description: "Accounts, documents, quality and the audit log.",
    pages: [
      { path: "/admin/", title: "Overview", needs: "system.manage" },
      { path: "/admin/users/", title: "Users", needs: "users.manage", details: ["/admin/user/"] },
      { path: "/admin/groups/", title: "Groups", needs: "users.manage", details: ["/admin/group/"] },
      { path: "/admin/access/", title: "Access requests", needs: "users.manage" },
      {
        path: "/admin/sessions/",
        title: "Sessions",
        needs: "conversations.read",
        details: ["/admin/session/"],
      },
      { path: "/admin/feedback/", title: "Feedback", needs: "conversations.read" },
      { path: "/admin/documents/", title: "Documents", needs: "documents.manage" },
      { path: "/admin/jobs/", title: "Jobs", needs: "documents.manage" },
      { path: "/admin/analytics/", title: "Analytics", needs: "tables.manage" },
      { path: "/admin/evaluation/", title: "Evaluation", needs: "quality.read", details: ["/admin/evaluation/run/"] },
      { path: "/admin/spend/", title: "Spend", needs: "spend.read" },
      { path: "/admin/audit/", title: "Audit log", needs: "audit.read" },
    ],
  },
];

/** A page with the workspace that it belongs to. */
export interface Place {
  workspace: Workspace;
  page: WorkspacePage;
}

/** The page at a path; undefined for pages outside the workspaces, which everyone may open. */
export function placeOf(path: string): Place | undefined {
  const places = WORKSPACES.flatMap((workspace) => workspace.pages.map((page) => ({ workspace, page })));
  return places.find(({ page }) => page.path === path || page.details?.includes(path));
}

/** The pages of a workspace that an account may open. */
export function pagesFor(workspace: Workspace, account: Account): WorkspacePage[] {
  return workspace.pages.filter(({ needs }) => may(account, needs));
}

/** The workspaces of which an account may open a page, each with the first such page. */
export function workspacesFor(account: Account): { workspace: Workspace; start: WorkspacePage }[] {
  return WORKSPACES.flatMap((workspace) => {
    const [start] = pagesFor(workspace, account);
    return start ? [{ workspace, start }] : [];
  });
}
