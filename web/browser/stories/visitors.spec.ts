import { logIn } from "../src/copilot-page.ts";
import { newPerson } from "../src/people.ts";
import { expect, test } from "../src/test.ts";

test.beforeEach(({ watch }) => {
  // the first requests of a page that is not logged in
  watch.allowResponse(401, /^\/api\//);
});

test("login returns to the requested page", async ({ page }) => {
  const person = await newPerson("admin");
  await page.goto("/admin/users/?sort=email");
  await expect(page).toHaveURL(/\/admin\/login\/\?next=/);
  await logIn(page, { ...person, password: "Not-the-password-1" });
  await expect(page.getByRole("alert").first()).toHaveText("The e-mail address or the password is wrong.");
  await logIn(page, person);
  await expect(page).toHaveURL(/\/admin\/users\/\?sort=email$/);
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

test("what is typed before the page has its scripts counts", async ({ page, copilot }) => {
  const person = await newPerson();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  // the scripts of the theme and of the language alone stand in front of the form
  await page.route(/\/_next\/(?!static\/texts\/).*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/login/", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  const signIn = page.getByRole("button", { name: "Sign in" });
  // without scripts the browser would send the form itself
  await expect(signIn).toBeDisabled();
  release();
  await signIn.click();
  await copilot.waitUntilReady();
});

test("login ignores foreign return addresses", async ({ page, copilot }) => {
  const person = await newPerson();
  await page.goto("/login/?next=https%3A%2F%2Fexample.com%2F");
  await logIn(page, person);
  await copilot.waitUntilReady();
  expect(new URL(page.url()).pathname).toBe("/");
});

test("signing out ends the session", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await copilot.menu().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login\/$/);
  await page.goto("/account/");
  await expect(page).toHaveURL(/\/login\/\?next=%2Faccount%2F$/);
  expect((await page.request.get("/api/auth/me")).status()).toBe(401);
});

test("an unknown address shows 404", async ({ page, watch, person: _, copilot }) => {
  watch.allowResponse(404, /^\/no\/such\/page\/?$/);
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await copilot.waitUntilReady();
});
