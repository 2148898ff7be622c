"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import type { Option } from "./option";

/** The active option: the first one until another is chosen by keys or pointer. The focus stays in the field. */
export function useActiveOption(options: Option[]) {
  const [chosen, setChosen] = useState<string | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const isByKey = useRef(false);
  const at = Math.max(
    options.findIndex(({ key }) => key === chosen),
    0,
  );
  const active = options[at];

  const activate = (key: string | null) => {
    isByKey.current = false;
    setChosen(key);
  };
  /** Handles the keys of a list; returns whether it was one. */
  const move = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[key];
    if (next === undefined || shiftKey || options.length === 0) {
      return false;
    }
    isByKey.current = true;
    setChosen(options.at(next % options.length)?.key ?? null);
    return true;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another active option has to be visible
  useEffect(() => {
    if (isByKey.current) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [active?.key]);

  return { active, activate, move, element };
}
