import type { Capability } from "sisuiq-client";

import type { Option } from "./option";

/** The number of results that a group shows. */
export const LIMIT = 5;

/** Something that the API searches. */
export interface Source {
  id: string;
  title: string;
  /** The title while nothing is typed, if it has something to show then. */
  recent?: string;
  /** The capability that its endpoint requires. Without it, nothing is requested. */
  needs: Capability;
  find: (q: string, signal: AbortSignal) => Promise<Found>;
  /** The page that lists all matches, if there is one. */
  list?: { path: string; title: (all: { count: number }) => string };
}

export interface Found {
  options: Option[];
  /** The number of all matches. */
  count: number;
}
