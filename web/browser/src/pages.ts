import { expect, type Page } from "@playwright/test";

/** The demo conversation that is about rules. */
export const DEMO_CONVERSATION = "Compliance review of outage reporting";

/** Every page, but the one of a single conversation, whose address has an id. */
export const PAGES = [
  { name: "home", path: "/", heading: "Strategy Q&A" },
  { name: "library", path: "/documents/", heading: "Documents" },
  { name: "account", path: "/account/", heading: "Account" },
  { name: "overview", path: "/admin/", heading: "Overview" },
  { name: "users", path: "/admin/users/", heading: "Users" },
  { name: "sessions", path: "/admin/sessions/", heading: "Sessions" },
  { name: "documents", path: "/admin/documents/", heading: "Documents" },
  { name: "analytics", path: "/admin/analytics/", heading: "Analytics" },
  { name: "jobs", path: "/admin/jobs/", heading: "Jobs" },
  { name: "spend", path: "/admin/spend/", heading: "Spend" },
  { name: "evaluation", path: "/admin/evaluation/", heading: "Evaluation" },
  { name: "audit", path: "/admin/audit/", heading: "Audit log" },
  { name: "missing", path: "/nowhere/", heading: "Page not found" },
];

export const LOGIN_PAGES = [
  { name: "login", path: "/login/", heading: "Sign in to SISUiQ" },
  { name: "admin-login", path: "/admin/login/", heading: "Sign in to SISUiQ Admin" },
];

export const WIDTHS = [
  { width: 375, height: 667 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

/** Nothing on the page is still a placeholder. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator(".animate-pulse")).toHaveCount(0);
}
