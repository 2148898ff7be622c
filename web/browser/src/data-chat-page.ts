import { expect, type Locator, type Page } from "@playwright/test";

/** Accidents whose figures the tests know. */
export const ACCIDENTS = [
  "day,kind,night,eclo",
  "2021-01-01,car,yes,3",
  "2021-01-02,person,no,4",
  "2021-02-03,car,no,5",
  "2021-02-04,bicycle,yes,6",
  "2021-03-05,car,yes,7",
  "2021-03-06,person,no,8.5",
  "",
].join("\n");

/** Page object of the chat about a dataset. */
export class DataChatPage {
  readonly page: Page;
  readonly input: Locator;
  readonly send: Locator;
  readonly answers: Locator;
  readonly questions: Locator;
  readonly conversations: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByTestId("chat-input");
    this.send = page.getByTestId("send-button");
    this.answers = page.getByTestId("message-assistant");
    this.questions = page.getByTestId("message-user");
    this.conversations = page.getByRole("region", { name: "Conversations about this dataset" });
  }

  /** Opens a new conversation about a dataset. */
  async open(dataset: string): Promise<void> {
    await this.page.goto(`/data/chat/?dataset=${dataset}`);
    await expect(this.page.getByRole("list", { name: "Suggested questions" })).toBeVisible();
  }

  /** Asks a question and returns its answer when it is complete. */
  async ask(question: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.input.fill(question);
    await this.send.click();
    return this.waitForAnswer(before + 1);
  }

  async waitForAnswer(count = 1): Promise<Locator> {
    await expect(this.answers).toHaveCount(count);
    const answer = this.answers.last();
    await expect(answer.getByRole("button", { name: "Copy the answer" })).toBeVisible({ timeout: 30_000 });
    return answer;
  }

  /** The conversation in the list. */
  conversation(title: string): Locator {
    return this.conversations.getByRole("listitem").filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }
}
