"use client";

import { Search } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";

import { Input } from "@/components/ui/input";

import type { ListState } from "./use-list-state";

interface Props {
  label: string;
  maxLength?: number;
  state: ListState;
}

/** A search field that updates the address after a pause in typing or when it is left, and follows it when Back or a reset changes it. */
export function SearchField({ label, maxLength = 200, state }: Props) {
  const { get, set } = state;
  const known = get("q");
  const [text, setText] = useState(known);
  const wanted = text.trim();
  // what was typed here and is not in the address yet
  const sent = useRef<string[]>([]);
  const before = useRef(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` is another one when the address has changed
  useEffect(() => {
    const at = sent.current.indexOf(known);
    if (known === before.current) {
      // a change of another part of the address replaced what was sent: it is sent again
      sent.current = [];
    } else {
      if (at < 0) {
        setText(known);
      }
      sent.current = at < 0 ? [] : sent.current.slice(at + 1);
    }
    before.current = known;
  }, [known, set]);
  const send = useCallback(() => {
    if (wanted !== known && sent.current.at(-1) !== wanted) {
      sent.current.push(wanted);
      set({ q: wanted }, { isTyping: true });
    }
  }, [wanted, known, set]);
  useEffect(() => {
    const timer = setTimeout(send, 300);
    return () => clearTimeout(timer);
  }, [send]);
  return (
    <div className="relative w-full sm:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
        // later it would undo the navigation of a link that was followed meanwhile
        onBlur={send}
        className="pl-9"
      />
    </div>
  );
}
