import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

const QUESTION = "POST /api/chat/stream ";
const END_OF_EVENT = "\n\n";

/**
 * A TCP proxy in front of the product that can hold back the stream of an answer and close connections. Quoting answers are
 * written at once; through the proxy a test can act while they are in progress.
 */
export class StreamProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #held: (() => void)[] = [];
  #isHolding = true;

  private constructor(target: URL) {
    this.#server = createServer((browser) => this.#join(browser, connect(Number(target.port), target.hostname)));
  }

  static async to(url: string): Promise<StreamProxy> {
    const proxy = new StreamProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Forwards what was held back and stops holding. */
  release(): void {
    this.#isHolding = false;
    for (const forward of this.#held.splice(0)) {
      forward();
    }
  }

  /** Closes all connections; new ones can be opened. */
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
    let received = "";
    for (const [socket, other] of [
      [browser, product],
      [product, browser],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      // broken connections are intended
      socket.on("error", () => other.destroy());
    }
    browser.on("data", (bytes) => {
      const text = bytes.toString("latin1");
      if (/^[A-Z]+ \//.test(text)) {
        isAnswer = text.startsWith(QUESTION);
        received = "";
      }
      product.write(bytes);
    });
    product.on("data", (bytes) => {
      if (!isAnswer || !this.#isHolding) {
        browser.write(bytes);
        return;
      }
      const before = received.length;
      received += bytes.toString("latin1");
      const start = received.indexOf("event: start");
      const end = start < 0 ? -1 : received.indexOf(END_OF_EVENT, start);
      // forwards the first event and holds the rest
      const free = end < 0 ? bytes.length : Math.max(end + END_OF_EVENT.length - before, 0);
      browser.write(bytes.subarray(0, free));
      if (free < bytes.length) {
        this.#held.push(() => browser.write(bytes.subarray(free)));
      }
    });
  }
}
