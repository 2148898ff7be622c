export type Answering = typeof import("./answering");

/** Loads what the first view of the copilot does not need. */
export function loadAnswering(): Promise<Answering> {
  return import("./answering");
}
