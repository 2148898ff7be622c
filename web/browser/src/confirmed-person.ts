import { type Browser, expect } from "@playwright/test";

import { URL_OF_PRODUCT } from "./environment.ts";
import { linkInMail } from "./mail.ts";
import { newPerson, type Person, type Role } from "./people.ts";

/** Creates an account and confirms its e-mail address by the link in the message. */
export async function confirmedPerson(browser: Browser, role: Role = "user"): Promise<Person> {
  const person = await newPerson(role);
  const context = await browser.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(await linkInMail(person.email, "Confirm your e-mail address"));
  await expect(page.getByText("Your e-mail address is confirmed.")).toBeVisible();
  await context.close();
  return person;
}
