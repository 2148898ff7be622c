import { expect, type Page } from "@playwright/test";

/** The demo conversation about regulations. */
export const DEMO_CONVERSATION = "Compliance review of outage reporting";

/** All pages except that of a single conversation, whose address contains an ID. */
export const PAGES = [
  { name: "home", path: "/", heading: "Strategy Q&A" },
  { name: "start", path: "/home/", heading: "Welcome, " },
  { name: "library", path: "/documents/", heading: "Documents" },
  { name: "document-missing", path: "/documents/document/", heading: "Document not available" },
  { name: "tables", path: "/tables/", heading: "Tables" },
  { name: "datasets", path: "/data/", heading: "Datasets" },
  { name: "dataset-missing", path: "/data/dataset/", heading: "Dataset not available" },
  { name: "data-chat", path: "/data/chat/", heading: "Ask about data" },
  { name: "predict", path: "/data/predict/", heading: "Predict accident severity" },
  { name: "batch", path: "/data/batch/", heading: "Batch prediction" },
  { name: "predictions", path: "/data/predictions/", heading: "Prediction history" },
  { name: "sources", path: "/sanctions/sources/", heading: "Sources" },
  { name: "source-missing", path: "/sanctions/source/", heading: "Source not found" },
  { name: "run-missing", path: "/sanctions/run/", heading: "Run not found" },
  { name: "screening", path: "/sanctions/screening/", heading: "Screen a name" },
  { name: "alerts", path: "/sanctions/alerts/", heading: "Alerts" },
  { name: "alert-missing", path: "/sanctions/alert/", heading: "Alert not found" },
  { name: "law-chat", path: "/sanctions/ask/", heading: "Ask about sanctions law" },
  { name: "law-datasets", path: "/sanctions/datasets/", heading: "Legal datasets" },
  { name: "law-dataset-missing", path: "/sanctions/dataset/", heading: "Dataset not found" },
  { name: "entities", path: "/sanctions/entities/", heading: "List entries" },
  { name: "entity-missing", path: "/sanctions/entity/", heading: "Entry not found" },
  { name: "account", path: "/account/", heading: "Account" },
  { name: "overview", path: "/admin/", heading: "Overview" },
  { name: "users", path: "/admin/users/", heading: "Users" },
  { name: "groups", path: "/admin/groups/", heading: "Groups" },
  { name: "access", path: "/admin/access/", heading: "Access requests" },
  { name: "sessions", path: "/admin/sessions/", heading: "Sessions" },
  { name: "feedback", path: "/admin/feedback/", heading: "Feedback" },
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

/** Waits until no placeholder is left on the page. */
export async function waitUntilLoaded(page: Page): Promise<void> {
  await expect(page.locator(".animate-pulse")).toHaveCount(0);
}
