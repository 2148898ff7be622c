import { expectAccessible } from "../src/axe.ts";
import { PASSED, playBackups } from "../src/backups.ts";
import { uniqueWord } from "../src/environment.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

test.use(asAdministrator);

test("an unreadable file fails without retry", async ({ page }) => {
  const word = uniqueWord();
  const broken = { name: `${word}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 and nothing else: ${word}`) };
  const sent = await page.request.post("/api/ingest/docs/async", { multipart: { file: broken } });
  const { job_id: id } = (await sent.json()) as { job_id: string };
  await page.goto(`/admin/jobs/?q=${word}`);
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  const job = page.getByTestId("job-row");
  await expect(job).toHaveCount(1);
  await expect(job).toContainText("Failed", { timeout: 30_000 });
  await expect(job.locator(".text-danger").first()).toHaveText(/\.$/);
  await expect(job.getByRole("button", { name: /Retry/ })).toHaveCount(0);
  await page.getByRole("combobox", { name: "State" }).selectOption("done");
  await expect(page.getByText("No job matches.")).toBeVisible();
  await page.getByRole("combobox", { name: "State" }).selectOption("failed");
  await expect(job).toHaveCount(1);
  await page.getByRole("button", { name: "Updated" }).click();
  await expect(page).toHaveURL(/sort=-?updated_at/);
  await expect(page.getByLabel("Failed messages")).toContainText(/failed message/);
  expect((await page.request.delete(`/api/documents/${id}`)).status()).toBe(204);
});

test("evaluation runs list their failed questions", async ({ page, watch }) => {
  watch.allowResponse(404, /^\/api\/admin\/evaluations\//);
  const word = uniqueWord();
  const question = (id: string, passed: boolean) => ({
    id,
    mode: "strategy_qa",
    category: "strategy",
    query: `What is planned in ${word}?`,
    answer: passed ? "A line. [1]" : "",
    passed,
    score: passed ? 0.9 : 0.4,
    abstained: !passed,
    citations: Number(passed),
    latency_ms: 80,
  });
  for (const [hour, passed] of [
    ["08", false],
    ["09", true],
  ] as const) {
    const run = {
      dataset_name: word,
      dataset_version: "1",
      started_at: `2026-11-22T${hour}:00:00Z`,
      finished_at: `2026-11-22T${hour}:01:00Z`,
      figures: [{ name: "recall@8", value: 0.98, low: 0.92, high: 1, count: 88 }],
      results: [question("a", true), question("b", passed)],
    };
    expect((await page.request.post("/api/admin/evaluations", { data: run })).status()).toBe(201);
  }
  await page.goto("/admin/evaluation/");
  await expect(page.getByRole("heading", { level: 1, name: "Evaluation" })).toBeVisible();
  const runs = page.getByTestId("run-row").filter({ hasText: word });
  await expect(runs).toHaveCount(2);
  await expect(runs.first()).toContainText("100%");
  await expect(runs.last()).toContainText("50%");
  await expect(page.getByRole("columnheader", { name: "Started" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Published" })).toBeVisible();
  await runs.last().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: `${word}, version 1` })).toBeVisible();
  await expect(page.getByText(/^Started .+ and took 1\D.+ Published .+\.$/)).toBeVisible();
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expect(page.getByText("recall@8")).toBeVisible();
  await expect(page.getByTestId("question-row")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Result" }).selectOption("failed");
  await expect(page.getByTestId("question-row")).toHaveCount(1);
  await expect(page.getByTestId("question-row")).toContainText("Declined");
  await page.goto("/admin/evaluation/run/?id=0190b5a0-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1, name: "Run not found" })).toBeVisible();
});

test("spend is shown for an empty month", async ({ page }) => {
  await page.goto("/admin/spend/");
  await expect(page.getByRole("heading", { level: 1, name: "Spend" })).toBeVisible();
  const month = page.getByRole("combobox", { name: "Month" });
  await month.selectOption({ index: 1 });
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await expect(page.getByText(/No account used a model in /)).toBeVisible();
});

test("the overview shows the last restore drill", async ({ page, watch }) => {
  watch.allowResponse(503, /^\/api\/admin\/backups$/);
  const path = "**/api/admin/backups";
  const problem = { error: "unavailable", title: "Unavailable", status: 503, detail: "the database is unavailable", timestamp: "" };
  await page.route(path, (route) => route.fulfill({ status: 503, json: problem }));
  await page.goto("/admin/");
  const backups = page.getByRole("region", { name: "Backups" });
  await expect(backups.getByRole("alert")).toContainText("The database is unavailable.", { timeout: 30_000 });
  await page.unroute(path);
  await playBackups(page, null);
  await backups.getByRole("button", { name: "Try again" }).click();
  const drill = page.getByRole("region", { name: "Restore drill" });
  await expect(drill).toContainText("No drill has run yet.");
  await expect(drill.getByRole("term")).toHaveCount(0);
  await page.unroute(path);
  const error = "the restored rows do not contain the expected answer: the page of a citation";
  await playBackups(page, { ...PASSED, status: "failed", questions_answered: 1, error });
  await page.reload();
  await expect(drill.getByText("Failed", { exact: true })).toBeVisible();
  await expect(drill.getByRole("alert")).toHaveText("The restored rows do not contain the expected answer: the page of a citation.");
  await expect(drill).toContainText("1 of 5");
  await expectAccessible(page, "a drill that failed");
  await page.unroute(path);
  await playBackups(page, PASSED);
  await page.reload();
  await expect(backups).toContainText("Up to date");
  await expect(drill).toContainText(/and took 2 min 10 s\..*Passed.*38.*120,533.*5,120 of 5,120.*5 of 5/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page, `the overview, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 375, height: 667 });
  await expectNoOverflow(page);
});
