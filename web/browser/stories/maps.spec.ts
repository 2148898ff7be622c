import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { accidents, deleteDatasets, newDataset } from "../src/datasets.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { expect, test } from "../src/test.ts";

const nameOf = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;
const open = (page: Page, id: string, query = "") => page.goto(`/data/dataset/?id=${id}&view=map${query}`);
const mapOf = (page: Page, name: string) => page.getByRole("group", { name, exact: true });

test("a map shows rows with a place, and says how many are left out", async ({ page, person: _ }) => {
  const name = nameOf("places");
  const id = await newDataset(page, name, accidents(60, 4));
  await page.goto(`/data/dataset/?id=${id}`);
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Map" }).click();
  await expect(page.getByText("56 of 56 rows with a place are shown.")).toBeVisible();
  await expect(page.getByText("4 rows without a place are left out")).toBeVisible();
  for (const mode of ["Points", "Heat", "Clusters"]) {
    await page.getByRole("button", { name: mode, exact: true }).click();
    await expect(page.getByRole("button", { name: mode, exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect(mapOf(page, name)).toBeVisible();
  }
  await page.goBack();
  await expect(page.getByRole("button", { name: "Heat", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("figure").getByRole("button", { name: "Show as table" }).click();
  await expect(page.getByRole("row")).toHaveCount(57);
  await deleteDatasets(page, [id]);
});

test("a map is read, moved and zoomed by keyboard only", async ({ page, person: _ }) => {
  const name = nameOf("keys");
  const id = await newDataset(page, name, accidents(60));
  await open(page, id, "&show=clusters");
  const map = mapOf(page, name);
  await map.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^\d+ points?$|^row \d+/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  const marks = map.locator("svg circle.fill-primary");
  const before = await marks.count();
  const positions = () => marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("cx")).join(" "));
  const start = await positions();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(positions).not.toBe(start);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect.poll(() => marks.count()).not.toBe(before);
  await page.keyboard.press("0");
  await expect.poll(positions).toBe(start);
  await deleteDatasets(page, [id]);
});

test("a map is moved with the mouse and zoomed by the wheel", async ({ page, person: _ }) => {
  const name = nameOf("mouse");
  const id = await newDataset(page, name, accidents(60));
  await open(page, id, "&show=clusters");
  const map = mapOf(page, name);
  const marks = map.locator("svg circle.fill-primary");
  await expect(marks.first()).toBeVisible();
  const positions = () => marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("cx")).join(" "));
  const start = await positions();
  await map.scrollIntoViewIfNeeded();
  const { x = 0, y = 0, width = 0, height = 0 } = (await map.boundingBox()) ?? {};
  const [middle, across] = [y + height / 2, x + width / 2];
  await page.mouse.move(across, middle);
  await page.mouse.down();
  await page.mouse.move(across + 40, middle + 20, { steps: 5 });
  await page.mouse.up();
  await expect.poll(positions).not.toBe(start);
  const moved = await positions();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await expect.poll(positions).not.toBe(moved);
  await deleteDatasets(page, [id]);
});

test("times are chosen by keyboard, played, and stay in the address", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("times"), accidents(60));
  await open(page, id);
  await page.getByLabel("Time slider").selectOption("발생일시");
  await page.getByLabel("Unit of time").selectOption("year");
  const slider = page.getByRole("slider", { name: "Time" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "2019 · 20 rows");
  await expect(page).toHaveURL(/at=2019/);
  await page.reload();
  await expect(slider).toHaveAttribute("aria-valuetext", "2019 · 20 rows");
  await page.getByRole("button", { name: "Play the times" }).click();
  await expect(slider).toHaveAttribute("aria-valuetext", "2021 · 20 rows");
  await expect(page.getByRole("button", { name: "Play the times" })).toBeVisible();
  await deleteDatasets(page, [id]);
});

test("another dataset is a layer until it is removed", async ({ page, person: _ }) => {
  const [one, other] = [nameOf("one"), nameOf("other")];
  const ids = [await newDataset(page, one, accidents(60)), await newDataset(page, other, accidents(30))];
  await open(page, ids[0] ?? "", "&show=points");
  await page.getByLabel("Add a layer").selectOption({ label: other });
  await expect(page.getByText(`${other}: 30 of 30 points`)).toBeVisible();
  await expect(page.getByText("90 of 90 rows with a place are shown.")).toBeVisible();
  await expectAccessible(page, "two layers");
  await page.getByRole("button", { name: `Remove ${other} from the map` }).click();
  await expect(page.getByText("60 of 60 rows with a place are shown.")).toBeVisible();
  await deleteDatasets(page, ids);
});

test("districts are coloured, with the source of their outlines", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("districts"), accidents(600));
  await open(page, id, "&show=districts");
  await expect(page.getByText(/National Geographic Information Institute/)).toBeVisible();
  await expect(page.getByText(/^Rates of districts with few rows are drawn towards the mean/)).toBeVisible();
  await page.getByLabel("Colour by").selectOption("ECLO");
  await expect(page).toHaveURL(/value=ECLO/);
  await expectAccessible(page, "districts");
  await page.getByRole("figure").getByRole("button", { name: "Show as table" }).click();
  await expect(page.getByRole("row")).toHaveCount(200);
  await deleteDatasets(page, [id]);
});

test("places of another dataset are counted within distances", async ({ page, person: _ }) => {
  const [one, other] = [nameOf("base"), nameOf("target")];
  const ids = [await newDataset(page, one, accidents(60)), await newDataset(page, other, accidents(30))];
  await open(page, ids[0] ?? "", "&show=near");
  await page.getByLabel("Count places of").selectOption({ label: other });
  const table = page.getByRole("region", { name: `Places of ${other} near those of ${one}` });
  await expect(table.getByRole("row")).toHaveCount(4);
  await page.getByLabel("2 km").uncheck();
  await expect(table.getByRole("row")).toHaveCount(3);
  await expectAccessible(page, "distances");
  await page.reload();
  await expect(table.getByRole("row")).toHaveCount(3);
  await deleteDatasets(page, ids);
});

test("a dataset without places says what it lacks, and others choose their columns", async ({ page, person: _ }) => {
  const ids = [
    await newDataset(page, nameOf("texts"), "name\na\nb\n"),
    await newDataset(page, nameOf("unnamed"), "north,east\n35.8,128.5\n35.9,128.6\n"),
  ];
  await open(page, ids[0] ?? "");
  await expect(page.getByText(/^A map needs two columns of numbers/)).toBeVisible();
  await open(page, ids[1] ?? "");
  await page.getByLabel("Latitude").selectOption("north");
  await page.getByLabel("Longitude").selectOption("east");
  await expect(page.getByText("2 of 2 rows with a place are shown.")).toBeVisible();
  await deleteDatasets(page, ids);
});

test("15,000 points of three datasets are on the map", async ({ page, person: _ }) => {
  const names = [nameOf("a"), nameOf("b"), nameOf("c")];
  const ids: string[] = [];
  for (const name of names) {
    ids.push(await newDataset(page, name, accidents(5_000)));
  }
  const [first = "", ...others] = ids;
  await open(page, first, `&show=points&with=${others.join(",")}`);
  await expect(mapOf(page, names.join(" · "))).toBeVisible();
  await expect(page.getByText("15,000 of 15,000 rows with a place are shown.")).toBeVisible();
  await deleteDatasets(page, ids);
});

for (const mode of ["points", "clusters", "heat", "districts"]) {
  test(`a map of ${mode} is accessible at every width, in both languages`, async ({ page, person: _ }) => {
    const id = await newDataset(page, nameOf("widths"), accidents(200));
    for (const locale of ["en", "ko"]) {
      await page.goto("/data/");
      await page.evaluate((own) => localStorage.setItem("sisuiq_locale", own), locale);
      await open(page, id, `&show=${mode}&time=발생일시&unit=year`);
      await expect(page.getByRole("figure")).toBeVisible();
      await waitUntilLoaded(page);
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        await expectAccessible(page, `${mode} at ${size.width} in ${locale}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      }
    }
    await deleteDatasets(page, [id]);
  });
}
