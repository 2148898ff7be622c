import type { ReactNode } from "react";

import { explain } from "@/lib/problems";

import { CardError } from "./card-error";
import { CardSkeleton } from "./card-skeleton";

/** The part of a query that the cards use. */
export interface CardQuery<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props<Data> {
  query: CardQuery<Data>;
  lines: number;
  children: (data: Data) => ReactNode;
}

/** The data of a query, once it is there. */
export function Loaded<Data>({ query: { data, error, refetch }, lines, children }: Props<Data>) {
  if (data !== undefined) {
    return children(data);
  }
  return error ? <CardError text={explain(error)} onRetry={() => void refetch()} /> : <CardSkeleton lines={lines} />;
}
