export type Answering = typeof import("./answering");

/** Loads what the first view of the chat does not need. */
export function loadAnswering(): Promise<Answering> {
  return import("./answering");
}
