import type { CitationOut } from "sisuiq-client";

/** What is known of a citation outside its answer. */
export type Quoted = Omit<CitationOut, "chunk_id" | "score">;
