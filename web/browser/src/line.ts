import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

const QUESTION = "POST /api/chat/stream ";
const END_OF_EVENT = "\n\n";

/**
 * A line from the browser to the product that can hold back what is told of an answer, and break. Answers made of
 * quotations are written at once; over it they can be met while they are under way.
 */
export class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #held: (() => void)[] = [];
  #isHolding = true;

  private constructor(target: URL) {
    this.#server = createServer((browser) => this.#join(browser, connect(Number(target.port), target.hostname)));
  }

  static async to(url: string): Promise<Line> {
    const line = new Line(new URL(url));
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets through what was held back, and what comes after it. */
  release(): void {
    this.#isHolding = false;
    for (const letThrough of this.#held.splice(0)) {
      letThrough();
    }
  }

  /** Breaks all connections; new ones can be made. */
  break(): void {
    this.#held.splice(0);
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  close(): void {
    this.#server.close();
    this.break();
  }

  #join(browser: Socket, product: Socket): void {
    let isAnswer = false;
    let told = "";
    for (const [socket, other] of [
      [browser, product],
      [product, browser],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      // a broken line is what a test wants
      socket.on("error", () => other.destroy());
    }
    browser.on("data", (bytes) => {
      const text = bytes.toString("latin1");
      if (/^[A-Z]+ \//.test(text)) {
        isAnswer = text.startsWith(QUESTION);
        told = "";
      }
      product.write(bytes);
    });
    product.on("data", (bytes) => {
      if (!isAnswer || !this.#isHolding) {
        browser.write(bytes);
        return;
      }
      const before = told.length;
      told += bytes.toString("latin1");
      const start = told.indexOf("event: start");
      const end = start < 0 ? -1 : told.indexOf(END_OF_EVENT, start);
      // the first event goes through, the rest waits
      const free = end < 0 ? bytes.length : Math.max(end + END_OF_EVENT.length - before, 0);
      browser.write(bytes.subarray(0, free));
      if (free < bytes.length) {
        this.#held.push(() => browser.write(bytes.subarray(free)));
      }
    });
  }
}
