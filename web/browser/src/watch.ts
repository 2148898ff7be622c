import { type BrowserContext, type ConsoleMessage, expect } from "@playwright/test";

/** The keys the application may use in storage that scripts can read. */
const KEPT = ["sisuiq_answer_under_way", "sisuiq_locale", "sisuiq_mode", "sisuiq_session_id", "sisuiq_streaming", "sisuiq_theme"];

/** Records console errors, policy violations and foreign requests of a test, and reports them at its end. */
export class Watch {
  readonly #context: BrowserContext;
  readonly #origin: string;
  readonly #faults: string[] = [];
  #isDisconnected = false;
  readonly #refusals: { status: number; path: string }[] = [];
  readonly #expected: { status: number; path: RegExp }[] = [];

  constructor(context: BrowserContext, url: string) {
    this.#context = context;
    this.#origin = new URL(url).origin;
  }

  async begin(): Promise<void> {
    this.#context.on("console", (message) => this.#hear(message));
    this.#context.on("weberror", (error) => this.#faults.push(`error on a page: ${error.error().message}`));
    this.#context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "blob:" && protocol !== "data:" && origin !== this.#origin) {
        this.#faults.push(`request to another origin: ${request.url()}`);
      }
    });
    await this.#context.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        console.error(`against the policy: ${effectiveDirective} ${blockedURI}`);
      });
    });
  }

  /** Allows a response that browsers log as an error. */
  allowResponse(status: number, path: RegExp): void {
    this.#expected.push({ status, path });
  }

  /** Allows network errors, for tests that break the connection. */
  allowDisconnection(): void {
    this.#isDisconnected = true;
  }

  async end(): Promise<void> {
    for (const page of this.#context.pages().filter((open) => open.url().startsWith(this.#origin))) {
      const found = await page.evaluate(async () => ({
        names: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        values: [...Object.values(localStorage), ...Object.values(sessionStorage)].map(String),
        databases: await indexedDB.databases(),
        cookies: document.cookie,
      }));
      expect(
        found.names.filter((name) => !KEPT.includes(name)),
        "unknown entries in the browser's storage",
      ).toEqual([]);
      expect(
        found.values.filter((value) => /eyJ|token|sq_/.test(value)),
        "tokens in the browser's storage",
      ).toEqual([]);
      expect(found.databases, "databases in the browser").toEqual([]);
      expect(found.cookies, "cookies that scripts can read").toBe("");
    }
    const refusals = this.#refusals.filter(
      (refusal) => !this.#expected.some(({ status, path }) => status === refusal.status && path.test(refusal.path)),
    );
    expect([...this.#faults, ...refusals.map(({ status, path }) => `${status} of ${path}`)], "what the browser complained of").toEqual([]);
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== "error") {
      return;
    }
    const [, status] = /responded with a status of (\d{3})/.exec(message.text()) ?? [];
    const { url } = message.location();
    if (status && url) {
      this.#refusals.push({ status: Number(status), path: new URL(url).pathname });
    } else if (!this.#isDisconnected || !message.text().includes("net::ERR_")) {
      this.#faults.push(`in the console: ${message.text()}`);
    }
  }
}
