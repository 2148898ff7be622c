import { administratorState } from "../src/administrator.ts";
import { linkInMail } from "../src/mail.ts";
import { PAGES } from "../src/pages.ts";
import { expect, test } from "../src/test.ts";

const LISTS = ["stats", "users", "sessions", "feedback", "documents", "analytics", "audit", "audit/export"];

test("users cannot open the administration", async ({ page, person }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const { path } of PAGES.filter((listed) => listed.path.startsWith("/admin/"))) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: /^You have no access to / })).toBeVisible();
    await expect(page.getByRole("main").getByText(person.email)).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
    await expect(page.getByRole("navigation", { name: "Administration" })).toHaveCount(0);
  }
  expect(asked.filter((path) => path.startsWith("/api/admin"))).toEqual([]);
  for (const list of LISTS) {
    expect((await page.request.get(`/api/admin/${list}`)).status(), list).toBe(403);
  }
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page.getByTestId("chat-input")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Workspaces" }).getByRole("link")).toHaveText(["Knowledge", "Data", "Sanctions"]);
});

test.describe("as an auditor", () => {
  test.use({ role: "auditor" });

  test("the start page leads to the audit log", async ({ page, person }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: `Welcome, ${person.name}` })).toBeVisible();
    await expect(page.getByTestId("chat-input")).toHaveCount(0);
    await page.getByRole("main").getByRole("link", { name: "Audit log" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
    await expect(page.locator("tbody").getByRole("row").first()).toBeVisible();
    const pages = page.getByRole("navigation", { name: "Administration" }).getByRole("link");
    await expect(pages).toHaveText(["Evaluation", "Audit log"]);
    await page.goto("/admin/users/");
    await expect(page.getByRole("heading", { name: "You have no access to Users" })).toBeVisible();
    await page.goto("/documents/");
    await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add documents" })).toHaveCount(0);
  });

  test("the audit log is narrowed to one account by a link", async ({ page, person }) => {
    await page.goto("/admin/audit/");
    await page.getByRole("link", { name: person.email }).first().click();
    await expect(page).toHaveURL(/\/admin\/audit\/\?actor=|object_id=/);
    const chosen = page.getByRole("button", { name: /^Remove the filter: Only (by|on) / });
    await expect(chosen).toHaveCount(1);
    await expect(page.getByRole("row").nth(1)).toContainText(person.email);
    await page.getByLabel("From").pressSequentially("01022026");
    await expect(page).toHaveURL(/from=2026-01-02/);
    await chosen.click();
    await expect(chosen).toHaveCount(0);
    await expect(page).not.toHaveURL(/actor=|object_id=/);
  });
});

test.describe("as a guest", () => {
  test.use({ role: "guest" });

  test("access is requested and granted", async ({ page, person, browser }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: `Welcome, ${person.name}` })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Your account has no access yet" })).toBeVisible();
    await page.goto("/documents/");
    await expect(page.getByRole("heading", { name: "You have no access to Documents" })).toBeVisible();
    await page.goto("/");
    await page.getByLabel("What do you need access for?").fill("I work on outage reports.");
    await page.getByRole("button", { name: "Request access" }).click();
    await expect(page.getByText("You get a message when it is decided.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Request access" })).toHaveCount(0);

    const context = await browser.newContext({ storageState: await administratorState() });
    const office = await context.newPage();
    await office.goto("/admin/access/?waiting=true");
    await office
      .getByRole("row", { name: person.email })
      .getByRole("button", { name: /^Decide/ })
      .click();
    const dialog = office.getByRole("dialog", { name: `Give ${person.name} access?` });
    await expect(dialog.getByText("I work on outage reports.")).toBeVisible();
    await dialog.getByLabel("Role").selectOption("user");
    await dialog.getByRole("button", { name: "Give access" }).click();
    await expect(dialog).toBeHidden();
    await expect(office.getByText(`${person.name} now has access as User.`)).toBeVisible();
    await expect(office.getByRole("row", { name: person.email })).toHaveCount(0);
    await context.close();
    expect(await linkInMail(person.email, "You have access to SISUiQ")).toBe("/");
    await page.reload();
    await expect(page.getByTestId("chat-input")).toBeVisible();
  });
});

test("an uploaded document stays private", async ({ page, person, browser }) => {
  expect((await page.request.get("/api/auth/me")).status(), person.email).toBe(200);
  const data = { name: "Private notes.pdf", size: 1_000, type: "other", source: "other" };
  const { id } = (await (await page.request.post("/api/documents", { data })).json()) as { id: string };
  const stranger = await browser.newContext();
  expect((await stranger.request.get(`/api/documents/${id}`)).status()).toBe(401);
  await stranger.close();
  expect((await page.request.delete(`/api/documents/${id}`)).status()).toBe(204);
});
