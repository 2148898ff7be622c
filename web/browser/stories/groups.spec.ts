import { randomUUID } from "node:crypto";

import type { Browser, Page } from "@playwright/test";

import { apiOf, documentRow, newDocument, openAccess } from "../src/access-dialog.ts";
import { expectAccessible } from "../src/axe.ts";
import { confirmedPerson } from "../src/confirmed-person.ts";
import { URL_OF_PRODUCT, uniqueWord } from "../src/environment.ts";
import { asAdmin, cookiesOf, newPerson, type Person } from "../src/people.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("members of a group read its documents", async ({ page, browser }) => {
    const name = `Crew of ${uniqueWord()}`;
    const document = `${uniqueWord()}.pdf`;
    const [owner, member] = [await newPerson(), await newPerson()];
    const owns = await apiOf(owner);
    const documentId = await newDocument(owns, document);

    await page.goto("/admin/groups/");
    await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
    await page.getByRole("button", { name: "New group" }).click();
    const creation = page.getByRole("dialog", { name: "New group" });
    await expect(creation.getByLabel("Name")).toBeFocused();
    await expectAccessible(page, "the dialog of a new group");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("No members yet.")).toBeVisible();
    const address = page.url();

    const members = page.getByTestId("member-row");
    await page.getByLabel("Add a member").fill(member.email);
    await page.getByRole("button", { name: `Add ${member.name}` }).click();
    await expect(members).toHaveCount(1);
    await expect(members).toContainText(member.email);
    await expect(page.getByText(`${member.name} was added.`)).toBeVisible();
    await expect(page.getByLabel("Add a member")).toBeFocused();
    await expect(page.getByText(/^1 member · 0 documents · /)).toBeVisible();
    await expectAccessible(page, "the page of a group");

    const [theirs, readers] = [await pageOf(browser, owner), await pageOf(browser, member)];
    const access = await openAccess(theirs, document);
    const group = access.getByRole("combobox", { name: "Add a group" });
    await group.focus();
    await theirs.keyboard.type(name);
    await expect(access.getByRole("option")).toHaveText([`${name} 1 member`]);
    await theirs.keyboard.press("ArrowDown");
    await expect(access.getByRole("option", { selected: true })).toHaveCount(1);
    await expectAccessible(theirs, "the access to a document with a list of groups");
    await theirs.keyboard.press("Enter");
    await expect(access.getByRole("button", { name: `Stop sharing with ${name}` })).toBeVisible();
    await expect(access.getByText(`You, ${name}`)).toBeVisible();
    await expect(group).toBeFocused();
    await expect(access.getByRole("option")).toHaveCount(0);
    await theirs.keyboard.press("Escape");
    await expect(access).toBeHidden();
    await expect(documentRow(theirs, document)).toContainText(`You, ${name}`);

    await readers.goto("/documents/");
    await expect(documentRow(readers, document)).toContainText("Shared with you");
    await page.goto("/admin/groups/");
    await page.getByRole("searchbox", { name: "Search by name" }).fill(name);
    await expect(page).toHaveURL(/\?q=Crew/);
    await expect(page.getByTestId("group-row")).toHaveCount(1);
    await expect(page.getByTestId("group-row").getByRole("cell")).toContainText([name, "1", "1"]);
    await page.getByRole("link", { name }).click();

    await page.getByRole("button", { name: `Remove ${member.name}` }).click();
    const removal = page.getByRole("dialog", { name: `Remove ${member.name}?` });
    await expectAccessible(page, "the removal of a member");
    await removal.getByRole("button", { name: "Remove" }).click();
    await expect(members).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Members" })).toBeFocused();
    await readers.reload();
    await expect(readers.locator('[aria-busy="false"]')).toBeVisible();
    await expect(documentRow(readers, document)).toHaveCount(0);

    expect(page.url()).toBe(address);
    await page.getByRole("button", { name: "Delete group" }).click();
    const deletion = page.getByRole("dialog", { name: "Delete this group?" });
    await expect(deletion).toContainText(`1 document is no longer shared with “${name}”.`);
    await deletion.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
    await expect(page).toHaveURL(/\?q=Crew/);
    await expect(page.getByText("No group matches.")).toBeVisible();
    await theirs.reload();
    await expect(documentRow(theirs, document)).toContainText("Only you");

    expect((await owns.delete(`/api/documents/${documentId}`)).status()).toBe(204);
    await owns.dispose();
    await theirs.context().close();
    await readers.context().close();
  });

  test("a group is renamed and listed with its member", async ({ page, watch }) => {
    watch.allowResponse(409, /^\/api\/admin\/groups\/[0-9a-f-]+$/);
    watch.allowResponse(404, /^\/api\/admin\/groups\/[0-9a-f-]+$/);
    const [first, second, third] = [`Desk ${uniqueWord()}`, `Desk ${uniqueWord()}`, `Desk ${uniqueWord()}`];
    const member = await newPerson("guest");
    const admin = await asAdmin();
    const { data } = (await (await admin.get(`/api/admin/users?q=${member.email}`)).json()) as { data: { id: string }[] };
    const userId = data[0]?.id ?? "";
    const ids: string[] = [];
    for (const name of [first, second]) {
      const created = await admin.post("/api/admin/groups", { data: { name } });
      expect(created.status()).toBe(201);
      ids.push(((await created.json()) as { id: string }).id);
    }

    await page.goto(`/admin/group/?id=${ids[0]}`);
    await expect(page.getByRole("heading", { level: 1, name: first })).toBeVisible();
    await page.getByLabel("Add a member").fill(member.email);
    await page.getByRole("button", { name: `Add ${member.name}` }).click();
    await expect(page.getByTestId("member-row")).toContainText(member.email);
    const field = page.getByLabel("Name", { exact: true });
    await field.fill(second.toUpperCase());
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "There is already a group with this name." })).toBeVisible();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await field.fill(third);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: third })).toBeVisible();

    await page.getByTestId("member-row").getByRole("link", { name: member.name }).click();
    await expect(page.getByRole("heading", { level: 1, name: member.name })).toBeVisible();
    await page.getByRole("link", { name: third }).click();
    await expect(page.getByRole("heading", { level: 1, name: third })).toBeVisible();

    for (const id of ids) {
      expect((await admin.delete(`/api/admin/groups/${id}`)).status()).toBe(204);
    }
    await page.goto(`/admin/user/?id=${userId}`);
    await expect(page.getByText("Not a member of any group.")).toBeVisible();
    await page.goto(`/admin/group/?id=${ids[0]}`);
    await expect(page.getByRole("heading", { level: 1, name: "Group not found" })).toBeVisible();
    await admin.dispose();
  });

  test("members are paged in the address", async ({ page }) => {
    const admin = await asAdmin();
    const created = await admin.post("/api/admin/groups", { data: { name: `Pages of ${uniqueWord()}` } });
    const { id } = (await created.json()) as { id: string };
    const { email } = await newPerson();
    const { data } = (await (await admin.get(`/api/admin/users?q=${email}`)).json()) as { data: { id: string }[] };
    expect((await admin.put(`/api/admin/groups/${id}/members/${data[0]?.id}`)).status()).toBe(204);
    await page.goto(`/admin/group/?id=${id}&page=2`);
    await expect(page.getByText(/^Nothing on this page\./)).toBeVisible();
    await page.getByRole("button", { name: "First page" }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/group/\\?id=${id}$`));
    await expect(page.getByTestId("member-row")).toHaveCount(1);
    expect((await admin.delete(`/api/admin/groups/${id}`)).status()).toBe(204);
    await admin.dispose();
  });
});

test("sharing by e-mail shows no accounts", async ({ page, browser, person, watch }) => {
  watch.allowResponse(422, /^\/api\/documents\/[0-9a-f-]+\/shares\/emails$/);
  const document = `${uniqueWord()}.pdf`;
  const reader = await confirmedPerson(browser);
  const nobody = `nobody.${randomUUID().slice(0, 8)}@example.com`;
  const owns = await apiOf(person);
  const documentId = await newDocument(owns, document);

  const access = await openAccess(page, document);
  const people = access.getByRole("region", { name: "People" });
  const field = access.getByLabel("E-mail address");
  await expect(field).toHaveAccessibleDescription(/once they have an account with this confirmed address\. No message is sent\.$/);
  await expect(access.getByLabel("Search accounts")).toHaveCount(0);
  await expectAccessible(page, "the access to a document");
  for (const email of [nobody, reader.email, nobody.toUpperCase()]) {
    await field.fill(email);
    await page.keyboard.press("Enter");
    await expect(field).toHaveValue("");
    await expect(field).toBeFocused();
    await expect(people.getByRole("status")).toHaveText("The document is shared with this address.");
  }
  await expect(people.getByRole("listitem")).toHaveText([nobody, reader.email]);
  await expect(access.getByText("You, 2 people")).toBeVisible();
  await expectAccessible(page, "the access to a shared document");

  await field.fill(`${"g".repeat(65)}@example.com`);
  await page.keyboard.press("Enter");
  await expect(people.getByRole("alert")).toHaveText("Enter an e-mail address, such as grace@example.com.");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(people.getByRole("listitem")).toHaveCount(2);

  const readers = await pageOf(browser, reader);
  await readers.goto("/documents/");
  await expect(documentRow(readers, document)).toContainText("Shared with you");

  await people.getByRole("button", { name: `Stop sharing with ${nobody}` }).focus();
  await page.keyboard.press("Enter");
  await expect(people.getByRole("listitem")).toHaveText([reader.email]);
  await expect(people.getByRole("button", { name: `Stop sharing with ${reader.email}` })).toBeFocused();
  await expect(people).toHaveAttribute("aria-busy", "false");
  await page.keyboard.press("Enter");
  await expect(people.getByRole("listitem")).toHaveCount(0);
  await expect(people.getByRole("heading", { name: "People" })).toBeFocused();
  await expect(access.getByText("Only you")).toBeVisible();
  await readers.reload();
  await expect(readers.locator('[aria-busy="false"]')).toBeVisible();
  await expect(documentRow(readers, document)).toHaveCount(0);

  expect((await owns.delete(`/api/documents/${documentId}`)).status()).toBe(204);
  await owns.dispose();
  await readers.context().close();
});

test.describe("as an administrator among the readers", () => {
  test.use({ role: "admin" });

  test("accounts are found by name", async ({ page, person }) => {
    const document = `${uniqueWord()}.pdf`;
    const [owner, reader] = [await newPerson(), await newPerson()];
    const owns = await apiOf(owner);
    const id = await newDocument(owns, document);
    expect((await owns.put(`/api/documents/${id}/shares/roles/admin`)).status(), person.email).toBe(204);
    const access = await openAccess(page, document);
    const search = access.getByLabel("Search accounts");
    await search.fill(reader.email);
    const share = access.getByRole("button", { name: `Share with ${reader.name}` });
    await share.focus();
    await page.keyboard.press("Enter");
    await expect(access.getByRole("button", { name: `Stop sharing with ${reader.name}` })).toBeVisible();
    await expect(access.getByText("Owner, Admins, 1 person")).toBeVisible();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue("");
    await search.fill(reader.email);
    await expect(access.getByText("Has access")).toBeVisible();
    await access.getByRole("button", { name: `Stop sharing with ${reader.name}` }).click();
    await expect(access.getByText("Owner, Admins", { exact: true })).toBeVisible();
    expect((await owns.delete(`/api/documents/${id}`)).status()).toBe(204);
    await owns.dispose();
  });
});

/** A page in a browser of its own, in which a person is logged in. */
async function pageOf(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: [], origins: [] } });
  await context.addCookies(await cookiesOf(person));
  return context.newPage();
}
