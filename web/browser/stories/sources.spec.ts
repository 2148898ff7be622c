import { expectAccessible } from "../src/axe.ts";
import { uniqueWord } from "../src/environment.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { LATE_ADDRESS, LATE_NAME, LIST_URL, playLatestRun, playSources, SHRUNKEN_RUN, SOURCE_ID, sourceOf } from "../src/sources.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("a source is added after its host was refused", async ({ page, watch }) => {
    watch.allowResponse(422, /^\/api\/v1\/sources$/);
    const name = `List of ${uniqueWord()}`;
    await page.goto("/sanctions/sources/");
    await page.getByRole("button", { name: "New source" }).click();
    const dialog = page.getByRole("dialog", { name: "New source" });
    await expect(dialog.getByLabel("Name")).toBeFocused();
    await expect(dialog).toContainText("name a host that the operator permits");
    await expectAccessible(page, "the dialog of a new source");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Dataset").fill("Stories");
    const address = dialog.getByRole("textbox", { name: "Main file", exact: true });
    await address.fill("https://nobody.invalid/list.csv");
    await dialog.getByLabel("Every", { exact: true }).fill("3");
    await expect(dialog.getByText("This is not often enough for the objective of 48 hours")).toBeVisible();
    await dialog.getByLabel("Every", { exact: true }).fill("1");
    await dialog.getByLabel("Time (UTC)").fill("04:30");
    await expect(dialog.getByText("Every day at 04:30 UTC.")).toBeVisible();
    await dialog.getByLabel("Read on schedule").uncheck();
    await dialog.getByRole("button", { name: "Add source" }).click();
    await expect(address).toBeFocused();
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await expect(address).toHaveAccessibleDescription(/nobody\.invalid is not permitted/);
    await expect(dialog.getByText("Correct the marked fields.")).toBeVisible();
    await expectAccessible(page, "a refused source");
    await address.fill(LIST_URL);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("Every day at 04:30 UTC", { exact: true })).toBeVisible();
    await expect(page.getByText("Not read while it is disabled.")).toBeVisible();
    await expect(page.getByText("No runs yet.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Run now" })).toHaveCount(0);
    await page.getByRole("link", { name: "Sources" }).last().click();
    await page.getByRole("searchbox", { name: "Search sources" }).fill(name);
    await expect(page).toHaveURL(/\?q=List/);
    await expect(page.getByTestId("source-row")).toHaveCount(1);
    await expect(page.getByTestId("source-row")).toContainText("Disabled");
  });

  test("the settings of a source are changed by keyboard only", async ({ page, watch }) => {
    watch.allowResponse(409, /^\/api\/v1\/sources\/[0-9a-f-]+$/);
    const [source, other] = [await sourceOf("settings"), await sourceOf("another name")];
    await page.goto(`/sanctions/source/?id=${source.id}`);
    await page.getByRole("button", { name: "Edit" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Edit the source" });
    await expect(dialog.getByLabel("Format")).toBeDisabled();
    await dialog.getByLabel("Name").fill(other.name.toUpperCase());
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("alert").filter({ hasText: "There is already a source with this name." })).toBeVisible();
    await dialog.getByLabel("Name").fill(source.name);
    await dialog.getByLabel("Unit").selectOption("hours");
    await dialog.getByLabel("Every", { exact: true }).fill("6");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("Every 6 hours", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
  });

  test("a run is followed until it ends", async ({ page, watch }) => {
    watch.allowResponse(409, /^\/api\/v1\/sources\/[0-9a-f-]+\/run$/);
    const source = await sourceOf("runs");
    const say = await playLatestRun(page, source.id);
    await page.goto(`/sanctions/source/?id=${source.id}`);
    const status = page.getByRole("main").getByRole("status").first();
    await page.getByRole("button", { name: "Enable" }).click();
    const run = page.getByRole("button", { name: "Run now" });
    await run.focus();
    await page.keyboard.press("Enter");
    await expect(status).toContainText("A run is in progress: Queued.");
    await expect(run).toHaveAttribute("aria-disabled", "true");
    await expect(run).toBeFocused();
    say({ status: "fetching" });
    await expect(status).toContainText("A run is in progress: Fetching.");
    await expectAccessible(page, "a run in progress");
    say({ status: "done", counts: { records: 1_010, added: 12, changed: 3, removed: 1 }, finished_at: "2026-11-20T00:20:06Z" });
    await expect(status).toContainText("The run ended: 12 added, 3 changed, 1 removed.");
    await expect(run).toHaveAttribute("aria-disabled", "false");

    const detail = "a run of this source is not finished yet: wait for its end";
    const problem = { error: "conflict", title: "Conflict", status: 409, detail, timestamp: "2026-11-20T00:20:06Z" };
    await page.route(`**/api/v1/sources/${source.id}/run`, (route) => route.fulfill({ status: 409, json: problem }));
    await run.click();
    await expect(page.getByRole("alert").filter({ hasText: "A run of this source is not finished yet: wait for its end." })).toBeVisible();

    const disable = page.getByRole("button", { name: "Disable" });
    await disable.click();
    const dialog = page.getByRole("dialog", { name: `Disable ${source.name}?` });
    await expect(dialog).toContainText("What was read from it stays, with its runs.");
    await expectAccessible(page, "the confirmation before a source is disabled");
    await dialog.getByRole("button", { name: "Disable" }).click();
    await expect(page.getByRole("button", { name: "Enable" })).toBeFocused();
    await expect(run).toHaveCount(0);
  });

  test("a source can be added from the search", async ({ page }) => {
    await page.goto("/sanctions/sources/?new=true");
    await expect(page.getByRole("dialog", { name: "New source" })).toBeVisible();
    await expect(page).toHaveURL(/\/sanctions\/sources\/$/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`late sources stand out in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await playSources(page);
      await page.goto("/sanctions/sources/");
      await expect(page.getByText("1 source was not read within the objective of 48 hours.")).toBeVisible();
      await expect(page.getByText("The last run of 1 source failed.")).toBeVisible();
      const rows = page.getByTestId("source-row");
      await expect(rows).toHaveCount(2);
      const late = rows.filter({ hasText: LATE_NAME });
      await expect(late).toContainText("Late");
      await expect(late).toContainText("Failing");
      await expect(late).toContainText("Not read for 3 days. The objective is 48 hours.");
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        await expectAccessible(page, `sources at ${size.width}`);
      }
      await page.getByRole("link", { name: "Show late sources" }).click();
      await expect(page).toHaveURL(/\?state=late$/);
      await expect(rows).toHaveCount(1);
      await page.reload();
      await expect(rows).toHaveCount(1);
      await page.getByLabel("State").selectOption({ label: "Disabled" });
      await expect(page).toHaveURL(/\?state=disabled$/);
      await expect(page.getByText("No source matches.")).toBeVisible();
      await page.getByRole("button", { name: "Reset filters" }).click();
      await expect(rows).toHaveCount(2);
    });

    test(`a source shows its runs in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await playSources(page);
      await page.goto("/sanctions/sources/");
      await page.getByRole("link", { name: LATE_NAME }).click();
      await expect(page.getByRole("heading", { level: 1, name: LATE_NAME })).toBeVisible();
      await expect(page.getByText("The last 3 runs failed. The runs below show why.")).toBeVisible();
      await expect(page.getByTestId("run-row")).toHaveCount(2);
      await expect(page.getByText("20 Nov 2026", { exact: true })).toBeVisible();
      await expect(page.getByText("25 Nov 2026", { exact: true })).toBeVisible();
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        await expectAccessible(page, `a source at ${size.width}`);
      }
    });

    test(`a run says what it found, or why it failed, in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await playSources(page);
      await page.goto(LATE_ADDRESS);
      await page.getByTestId("run-row").first().getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1, name: `Run of ${LATE_NAME}` })).toBeVisible();
      await expect(page.getByText("The source sent a web page in place of the file.")).toBeVisible();
      await expect(page.getByText("What was read before stays in use.")).toBeVisible();
      await expectAccessible(page, "a failed run");
      await page.getByRole("definition").getByRole("link").click();
      await expect(page.getByText("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")).toBeVisible();
      await expect(page.getByText("995", { exact: true })).toBeVisible();
      await expect(page.getByText("1.81 MB")).toBeVisible();
      const changes = page.getByTestId("change-row");
      await expect(changes).toHaveCount(2);
      await expect(changes.first()).toContainText(/Programmes.*Before.*CUBA.*After.*SDGT.*IFSR/);
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        await expectAccessible(page, `a run at ${size.width}`);
      }
      await page.getByLabel("Change", { exact: true }).selectOption({ label: "Removed" });
      await expect(page).toHaveURL(/\?id=[0-9a-f-]+&change=removed$/);
      await expect(changes).toHaveCount(1);
      await expect(changes).toContainText("The list no longer has it.");
      await page.getByLabel("Change", { exact: true }).selectOption({ label: "Added" });
      await expect(page.getByText("This run has no change of this kind.")).toBeVisible();
      await page.getByRole("link", { name: LATE_NAME }).click();
      await expect(page.getByRole("heading", { level: 1, name: LATE_NAME })).toBeVisible();
    });
  }

  test("the loss of entries is accepted after a confirmation", async ({ page, watch }) => {
    watch.allowResponse(503, /\/changes$/);
    await playSources(page, SHRUNKEN_RUN);
    const asked: string[] = [];
    const started = { ...SHRUNKEN_RUN, id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12", status: "queued", error: null };
    await page.route(/\/api\/v1\/sources\/[0-9a-f-]+\/run(\?|$)/, (route) => {
      asked.push(new URL(route.request().url()).search);
      return route.fulfill({ status: 202, json: started });
    });
    const problem = { error: "unavailable", title: "Unavailable", status: 503, detail: "the database is unavailable", timestamp: "" };
    const changes = /\/runs\/[0-9a-f-]+\/changes/;
    await page.route(changes, (route) => route.fulfill({ status: 503, json: problem }));
    await page.goto(`/sanctions/run/?id=${SOURCE_ID}`);
    await page.getByRole("button", { name: "Run again and accept the loss" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Accept the loss of entries?" });
    await expect(dialog).toContainText("290 of 1,010 entries were gone, and would end.");
    await expectAccessible(page, "the confirmation of a loss");
    await page.keyboard.press("Escape");
    expect(asked).toEqual([]);
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Run and accept" }).click();
    await expect(page).toHaveURL(new RegExp(`/sanctions/run/\\?id=${started.id}$`));
    expect(asked).toEqual(["?accept_loss=true"]);
    await expect(page.getByRole("alert").filter({ hasText: "The database is unavailable." })).toBeVisible({ timeout: 30_000 });
    await page.unroute(changes);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByTestId("change-row")).toHaveCount(2);
  });

  test("a source that cannot be loaded can be tried again", async ({ page, watch }) => {
    watch.allowResponse(503, /^\/api\/v1\/sources/);
    const problem = {
      error: "unavailable",
      title: "Unavailable",
      status: 503,
      detail: "the database is unavailable: try again",
      timestamp: "",
    };
    await page.route(/\/api\/v1\/sources/, (route) => route.fulfill({ status: 503, json: problem }));
    await page.goto("/sanctions/sources/");
    await expect(page.getByRole("alert").filter({ hasText: "The database is unavailable" })).toBeVisible({ timeout: 30_000 });
    await page.unroute(/\/api\/v1\/sources/);
    await playSources(page);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByTestId("source-row")).toHaveCount(2);
  });
});

test.describe("as compliance staff", () => {
  test.use({ role: "compliance" });

  test("sources are read and not changed", async ({ page, person: _ }) => {
    const { id, name } = await sourceOf("reading");
    await page.goto("/sanctions/sources/");
    await waitUntilLoaded(page);
    await expect(page.getByRole("button", { name: "New source" })).toHaveCount(0);
    await page.goto(`/sanctions/source/?id=${id}`);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    for (const action of ["Run now", "Edit", "Enable", "Disable"]) {
      await expect(page.getByRole("button", { name: action })).toHaveCount(0);
    }
    expect((await page.request.post(`/api/v1/sources/${id}/run`)).status()).toBe(403);
    await playSources(page, SHRUNKEN_RUN);
    await page.goto(`/sanctions/run/?id=${SOURCE_ID}`);
    await expect(page.getByText("290 of 1010 entries are gone")).toBeVisible();
    await expect(page.getByRole("button", { name: "Run again and accept the loss" })).toHaveCount(0);
  });
});

test("users cannot open sources", async ({ page, person: _ }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ["/sanctions/sources/", "/sanctions/source/", "/sanctions/run/"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "You have no access to Sources" })).toBeVisible();
  }
  expect(asked.filter((path) => path.startsWith("/api/v1/sources"))).toEqual([]);
});
