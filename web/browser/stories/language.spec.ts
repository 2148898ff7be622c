import { expectAccessible } from "../src/axe.ts";
import { expect, test } from "../src/test.ts";

test("the language is chosen in the menu of the account", async ({ page, person: _ }) => {
  await page.goto("/data/predict/?date=2021-12-08");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: /account of/ }).click();
  const reloaded = page.waitForEvent("load");
  await page.getByRole("menuitem", { name: "한국어" }).click();
  await reloaded;
  await expect(page.getByRole("heading", { level: 1, name: "사고 심각도 예측" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await expect(page).toHaveTitle("예측 · SISUiQ");
  await expect(page).toHaveURL(/date=2021-12-08/);
  // the API answers in the language of the page
  await expect(page.getByText(/시연용 모델/).first()).toBeVisible();
  await expectAccessible(page, "a page in Korean");
});

test.describe("in a Korean browser", () => {
  test.use({ locale: "ko-KR" });

  test("pages begin in Korean, and English stays chosen", async ({ page, person: _ }) => {
    await page.goto("/data/batch/");
    await expect(page.getByRole("heading", { level: 1, name: "일괄 예측" })).toBeVisible();
    await page.getByRole("button", { name: /계정$/ }).click();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("menuitem", { name: "English" }).click();
    await reloaded;
    await expect(page.getByRole("heading", { level: 1, name: "Batch prediction" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "Batch prediction" })).toBeVisible();
  });

  test("what is not translated says that it is English", async ({ page, person: _ }) => {
    await page.goto("/tables/");
    await expect(page.getByRole("heading", { level: 1, name: "Tables" })).toBeVisible();
    await expect(page.locator("[lang=en] main")).toHaveCount(1);
    await expectAccessible(page, "an English page in a Korean frame");
  });

  test("the login page offers English", async ({ page }) => {
    await page.goto("/login/");
    await expect(page.getByRole("heading", { level: 1, name: "SISUiQ 로그인" })).toBeVisible();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "English" }).click();
    await reloaded;
    await expect(page.getByRole("heading", { level: 1, name: "Sign in to SISUiQ" })).toBeVisible();
  });
});
