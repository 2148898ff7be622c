import type { Capability } from "sisuiq-client";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";

/** A page of a workspace. */
export interface WorkspacePage {
  /** Its path. */
  path: string;
  title: string;
  /** The capability without which the page is neither offered nor shown; null if it is for every account. */
  needs: Capability | null;
  /** The paths of its detail pages, which the navigation shows as this page. */
  details?: string[];
}

/** A part of the application with its own navigation. */
export interface Workspace {
  id: string;
  title: string;
  /** Whether its texts are in all locales; those of the others are in the base locale. */
  isTranslated: boolean;
  /** Its pages; the first one that an account may open is its start page. */
  pages: WorkspacePage[];
}

export const HOME_PAGE: WorkspacePage = { path: "/home/", title: m.shell_page_home(), needs: null };

/** What concerns the account, from all other workspaces. */
export const HOME: Workspace = {
  id: "home",
  title: m.shell_workspace_home(),
  isTranslated: true,
  pages: [HOME_PAGE],
};

/** All workspaces. The guard of the pages and the menus both read this list. */
export const WORKSPACES: Workspace[] = [
  HOME,
  {
    id: "knowledge",
    title: m.shell_workspace_knowledge(),
    isTranslated: false,
    pages: [
      { path: "/", title: m.shell_page_ask(), needs: "questions.ask" },
      { path: "/documents/", title: m.shell_page_documents(), needs: "documents.read", details: ["/documents/document/"] },
      { path: "/tables/", title: m.shell_page_tables(), needs: "tables.read" },
    ],
  },
  {
    id: "data",
    title: m.shell_workspace_data(),
    isTranslated: true,
    pages: [
      { path: "/data/", title: m.shell_page_datasets(), needs: "tables.read", details: ["/data/dataset/"] },
      { path: "/data/chat/", title: m.shell_page_data_chat(), needs: "questions.ask" },
      { path: "/data/predict/", title: m.shell_page_predict(), needs: "predictions.use" },
      { path: "/data/batch/", title: m.shell_page_batch(), needs: "predictions.use" },
      { path: "/data/predictions/", title: m.shell_page_predictions(), needs: "predictions.use" },
    ],
  },
  {
    id: "sanctions",
    title: m.shell_workspace_sanctions(),
    isTranslated: false,
    pages: [
      {
        path: "/sanctions/sources/",
        title: m.shell_page_sources(),
        needs: "sources.read",
        details: ["/sanctions/source/", "/sanctions/run/"],
      },
      { path: "/sanctions/screening/", title: m.shell_page_screening(), needs: "screenings.read" },
      { path: "/sanctions/alerts/", title: m.shell_page_alerts(), needs: "alerts.read", details: ["/sanctions/alert/"] },
      { path: "/sanctions/ask/", title: m.shell_page_law_chat(), needs: "questions.ask" },
      { path: "/sanctions/datasets/", title: m.shell_page_law_datasets(), needs: "documents.read", details: ["/sanctions/dataset/"] },
      { path: "/sanctions/entities/", title: m.shell_page_entities(), needs: "lists.read", details: ["/sanctions/entity/"] },
    ],
  },
  {
    id: "administration",
    title: m.shell_workspace_administration(),
    isTranslated: false,
    pages: [
      { path: "/admin/", title: m.shell_page_overview(), needs: "system.manage" },
      { path: "/admin/users/", title: m.shell_page_users(), needs: "users.manage", details: ["/admin/user/"] },
      { path: "/admin/groups/", title: m.shell_page_groups(), needs: "users.manage", details: ["/admin/group/"] },
      { path: "/admin/access/", title: m.shell_page_access_requests(), needs: "users.manage" },
      {
        path: "/admin/sessions/",
        title: m.shell_page_sessions(),
        needs: "conversations.read",
        details: ["/admin/session/"],
      },
      { path: "/admin/feedback/", title: m.shell_page_feedback(), needs: "conversations.read" },
      { path: "/admin/documents/", title: m.shell_page_documents(), needs: "documents.manage" },
      { path: "/admin/jobs/", title: m.shell_page_jobs(), needs: "documents.manage" },
      { path: "/admin/analytics/", title: m.shell_page_analytics(), needs: "tables.manage" },
      {
        path: "/admin/evaluation/",
        title: m.shell_page_evaluation(),
        needs: "quality.read",
        details: ["/admin/evaluation/run/"],
      },
      { path: "/admin/spend/", title: m.shell_page_spend(), needs: "spend.read" },
      { path: "/admin/audit/", title: m.shell_page_audit_log(), needs: "audit.read" },
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

/** Whether an account may open a page. */
export function mayOpen(account: Account, { needs }: WorkspacePage): boolean {
  return needs === null || may(account, needs);
}

/** The pages of a workspace that an account may open. */
export function pagesFor(workspace: Workspace, account: Account): WorkspacePage[] {
  return workspace.pages.filter((page) => mayOpen(account, page));
}

/** The workspaces of which an account may open a page, each with the first such page. */
export function workspacesFor(account: Account): { workspace: Workspace; start: WorkspacePage }[] {
  return WORKSPACES.flatMap((workspace) => {
    const [start] = pagesFor(workspace, account);
    return start ? [{ workspace, start }] : [];
  });
}
