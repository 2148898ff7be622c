import type { ReactNode } from "react";

import { type CardQuery, Loaded } from "./loaded";

interface Props<Item> {
  query: CardQuery<Item[]>;
  /** The most items that there can be. */
  lines: number;
  empty: string;
  children: (item: Item) => ReactNode;
}

/** The newest items of a list. */
export function CardList<Item>({ query, lines, empty, children }: Props<Item>) {
  return (
    <Loaded query={query} lines={lines}>
      {(items) => (items.length === 0 ? <p className="py-3 text-muted">{empty}</p> : <ul>{items.map(children)}</ul>)}
    </Loaded>
  );
}
