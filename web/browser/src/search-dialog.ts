import type { Locator, Page } from "@playwright/test";

/** Page object of the search over everything. */
export class SearchDialog {
  readonly page: Page;
  readonly button: Locator;
  readonly dialog: Locator;
  readonly field: Locator;
  readonly status: Locator;
  readonly options: Locator;
  readonly active: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole("banner").getByRole("button", { name: "Search", exact: true });
    this.dialog = page.getByRole("dialog", { name: "Search", exact: true });
    this.field = this.dialog.getByRole("combobox", { name: "Search" });
    this.status = this.dialog.getByRole("status");
    this.options = this.dialog.getByRole("option");
    this.active = this.dialog.getByRole("option", { selected: true });
  }

  /** Opens the search by its shortcut and waits until it can be typed in. */
  async open(): Promise<void> {
    await this.page.keyboard.press("Control+k");
    await this.field.waitFor();
  }

  /** Searches and waits for the results. */
  async find(text: string): Promise<void> {
    await this.field.fill(text);
    await this.status.filter({ hasText: /result/ }).waitFor();
  }

  /** The options of a group. */
  group(title: string): Locator {
    return this.dialog.getByRole("group", { name: title, exact: true }).getByRole("option");
  }
}
