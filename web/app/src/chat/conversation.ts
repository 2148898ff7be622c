import type { SessionOut } from "sisuiq-client";

/** A conversation, be it about documents or about a dataset. */
export type Conversation = Pick<SessionOut, "id" | "title">;
