import { DataChatPage } from "../src/data-chat-page.ts";
import { URL_OF_PRODUCT } from "../src/environment.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { picture } from "../src/picture.ts";
import { shareTable, storeTable } from "../src/shared-datasets.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const TYPES = ["차대차", "차대사람", "차량단독"];
const WEATHER = ["맑음", "비", "흐림"];
const DISTRICTS = ["대구광역시 중구 동성로1가", "대구광역시 수성구 범어동", "대구광역시 달서구 상인동"];

/** Invented accidents. */
const ACCIDENTS = [
  "사고일시,시군구,사고유형,기상상태,ECLO,위도,경도,연락처",
  ...Array.from({ length: 120 }, (_, at) => {
    const day = `2021-${String((at % 12) + 1).padStart(2, "0")}-${String((at % 27) + 1).padStart(2, "0")}`;
    const hour = String((at * 7) % 24).padStart(2, "0");
    const place = `${(35.8 + (at % 11) / 100).toFixed(4)},${(128.5 + (at % 13) / 100).toFixed(4)}`;
    return `${day} ${hour}:00,${DISTRICTS[at % 3]},${TYPES[(at * 5) % 3]},${WEATHER[(at * 2) % 3]},${(at % 9) + 1},${place},010-5555-${1000 + at}`;
  }),
].join("\n");

const PREDICT = "/data/predict/?date=2021-12-08&weather=비";

test.use(asAdministrator);

for (const { width, height } of WIDTHS) {
  test(`data at ${width} pixels`, async ({ browser, page, watch }) => {
    watch.allowResponse(404, /^\/api\/datasets\/[^/]+\/share$/);
    await page.setViewportSize({ width, height });
    const keep = (name: string) => picture(page, `${name}-${width}`);
    const { id } = await storeTable(page, "대구 교통사고 2021", ACCIDENTS);
    const description = "Invented accidents of a year";
    await page.request.patch(`/api/datasets/${id}`, { data: { name: "대구 교통사고 2021", description, licence: "CC0" } });

    await page.goto(`/data/dataset/?id=${id}`);
    await expect(page.getByRole("region", { name: "Columns" })).toBeVisible();
    await waitUntilLoaded(page);
    await keep("dataset");
    await page.goto(`/data/dataset/?id=${id}&view=rows&sort=-ECLO`);
    await expect(page.getByTestId("data-row").first()).toBeVisible();
    await keep("rows");
    await page.goto(`/data/dataset/?id=${id}&view=charts&type=time&column=사고일시&unit=month&value=ECLO`);
    await expect(page.getByRole("figure").first()).toBeVisible();
    await waitUntilLoaded(page);
    await keep("charts");
    await page.goto(`/data/dataset/?id=${id}&view=map`);
    await expect(page.locator("svg circle.fill-primary").first()).toBeVisible();
    await waitUntilLoaded(page);
    await keep("map");
    const chat = new DataChatPage(page);
    await chat.open(id);
    await chat.ask("Mean of 'ECLO' by '사고유형'?");
    await waitUntilLoaded(page);
    await keep("data-answer");
    await page.goto(`/data/dataset/?id=${id}&view=rows&sort=-ECLO`);
    await expect(page.getByTestId("data-row").first()).toBeVisible();
    await page.getByRole("button", { name: "Share" }).click();
    await expect(page.getByRole("button", { name: "Create the link" })).toBeVisible();
    await keep("share-before");
    await page.keyboard.press("Escape");
    const address = await shareTable(page.request, id);
    await page.getByRole("button", { name: "Share" }).click();
    await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
    // the token of a link that is about to end, but nobody should learn to publish one
    await page.getByRole("textbox", { name: "Link" }).evaluate((field: HTMLInputElement) => {
      field.value = field.value.replace(/share_token=.*/, "share_token=…");
    });
    await keep("share");

    for (const [locale, suffix] of [
      ["en-GB", ""],
      ["ko-KR", "-ko"],
    ] as const) {
      const visitor = await browser.newPage({ baseURL: URL_OF_PRODUCT, viewport: { width, height }, locale });
      await visitor.goto(`${address}&view=rows`);
      await expect(visitor.getByTestId("data-row").first()).toBeVisible();
      await picture(visitor, `shared${suffix}-${width}`);
      await visitor.goto(`${address}&view=ask`);
      const question = suffix === "" ? "Mean of 'ECLO' by '사고유형'?" : "'사고유형'별 'ECLO' 평균은?";
      await visitor.getByTestId("chat-input").fill(question);
      await visitor.getByTestId("chat-input").press("Enter");
      await expect(visitor.getByTestId("message-assistant").getByTestId("figure").first()).toBeVisible({ timeout: 30_000 });
      await waitUntilLoaded(visitor);
      await picture(visitor, `shared-ask${suffix}-${width}`);
      if (suffix === "") {
        await visitor.goto("/shared/");
        await expect(visitor.getByRole("heading", { level: 1 })).toBeVisible();
        await picture(visitor, `link-gone-${width}`);
      }
      await visitor.close();
    }

    await page.evaluate(() => localStorage.setItem("sisuiq_locale", "ko"));
    await page.goto(`/data/dataset/?id=${id}&view=charts&type=boxplot&column=ECLO`);
    await expect(page.getByRole("figure").first()).toBeVisible();
    await waitUntilLoaded(page);
    await keep("charts-ko");
    await page.goto(`/data/chat/?dataset=${id}`);
    await page.getByTestId("chat-input").fill("월별 건수는?");
    await page.getByTestId("chat-input").press("Enter");
    await expect(page.getByTestId("message-assistant").getByTestId("figure").first()).toBeVisible({ timeout: 30_000 });
    await waitUntilLoaded(page);
    await keep("data-answer-ko");
    await page.request.delete(`/api/datasets/${id}`);
    await page.goto(PREDICT);
    await expect(page.getByTestId("eclo")).toBeVisible();
    await waitUntilLoaded(page);
    await keep("predict-ko");
    await page.goto("/data/");
    await expect(page.getByTestId("dataset-row").first()).toBeVisible();
    await keep("datasets-ko");
  });
}
