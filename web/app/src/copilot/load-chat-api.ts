export type ChatApi = typeof import("./chat-api");

/** The requests that ask and follow, which the first view does not need. */
export function loadChatApi(): Promise<ChatApi> {
  return import("./chat-api");
}
