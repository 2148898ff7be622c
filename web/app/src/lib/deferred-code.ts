type State<Code> = { code: Code } | { failure: unknown } | "waiting";

/**
 * Code that is loaded when it is needed. Unlike `React.lazy` it can be loaded beforehand, is there at once when it has been
 * loaded, and can be loaded again after a failure.
 */
export class DeferredCode<Code> {
  readonly #load: () => Promise<Code>;
  readonly #listeners = new Set<() => void>();
  #state: State<Code> = "waiting";
  #loading: Promise<void> | null = null;

  constructor(load: () => Promise<Code>) {
    this.#load = load;
  }

  readonly get = (): State<Code> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads the code unless it is there; never rejects, because the failure is shown where the code is used. */
  readonly load = (): Promise<void> => {
    if (typeof this.#state === "object" && "code" in this.#state) {
      return Promise.resolve();
    }
    this.#loading ??= this.#start();
    return this.#loading;
  };

  async #start(): Promise<void> {
    this.#set("waiting");
    try {
      this.#set({ code: await this.#load() });
    } catch (failure) {
      this.#set({ failure });
    }
    this.#loading = null;
  }

  #set(state: State<Code>): void {
    if (state !== this.#state) {
      this.#state = state;
      for (const listener of this.#listeners) {
        listener();
      }
    }
  }
}
