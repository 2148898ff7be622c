import { expect, type Locator, type Page } from "@playwright/test";

export interface DroppedFile {
  name: string;
  content: Buffer;
}

/** Page object of the copilot. */
export class CopilotPage {
  readonly page: Page;
  readonly input: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly questions: Locator;
  readonly answers: Locator;
  readonly chips: Locator;
  readonly insights: Locator;
  readonly sidebar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByTestId("chat-input");
    this.send = page.getByTestId("send-button");
    this.stop = page.getByTestId("stop-button");
    this.questions = page.getByTestId("message-user");
    this.answers = page.getByTestId("message-assistant");
    this.chips = page.getByTestId("citation-chip");
    this.insights = page.getByTestId("insights-panel");
    this.sidebar = page.getByTestId("sidebar");
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await this.waitUntilReady();
  }

  /** Waits for the user menu, which is rendered last. */
  async waitUntilReady(): Promise<void> {
    await expect(this.menu()).toBeVisible();
  }

  menu(): Locator {
    return this.page.getByRole("button", { name: /account of/ });
  }

  /** Asks a question and waits for the complete answer. */
  async ask(question: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.input.fill(question);
    await this.send.click();
    return this.waitForAnswer(before + 1);
  }

  /** Waits for `count` answers and returns the last one when it is complete. */
  async waitForAnswer(count = 1): Promise<Locator> {
    await expect(this.answers).toHaveCount(count);
    const answer = this.answers.last();
    await expect(answer.getByRole("button", { name: "Copy the answer" })).toBeVisible({ timeout: 30_000 });
    return answer;
  }

  /** Opens a citation and waits for its page. */
  async openCitation(chip = this.chips.first()): Promise<Locator> {
    await chip.click();
    return this.waitForCitedPage();
  }

  async waitForCitedPage(): Promise<Locator> {
    const panel = this.page.getByTestId("citation-panel");
    await expect(panel.getByTestId("pdf-page")).toHaveAttribute("data-drawn", "true");
    return panel;
  }

  mode(name: string): Locator {
    return this.page.getByTestId(`mode-${name}`);
  }

  conversation(title: string): Locator {
    return this.sidebar.getByRole("listitem").filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  /** Selects an action in the menu of a conversation. */
  async choose(title: string, action: string): Promise<void> {
    const conversation = this.conversation(title);
    await conversation.hover();
    await conversation.getByRole("button", { name: `Actions for ${title}` }).click();
    await this.page.getByRole("menuitem", { name: action }).click();
  }

  async dropOnChat({ name, content }: DroppedFile): Promise<void> {
    const chat = this.page.getByTestId("chat-area");
    const dataTransfer = await this.page.evaluateHandle(
      ({ name, text }) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name, { type: "application/pdf" }));
        return transfer;
      },
      { name, text: content.toString("base64") },
    );
    await chat.dispatchEvent("dragover", { dataTransfer });
    await expect(chat.getByText("Drop PDF files to add them")).toBeVisible();
    await chat.dispatchEvent("drop", { dataTransfer });
  }
}

/** Submits the login form of the current page. */
export async function logIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
