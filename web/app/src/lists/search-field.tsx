"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";

import { Input } from "@/components/ui/input";

import type { ListState } from "./use-list-state";

interface Props {
  label: string;
  state: ListState;
}

/** A search field that updates the address after a pause in typing. */
export function SearchField({ label, state }: Props) {
  const { get, set } = state;
  const [text, setText] = useState(get("q"));
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === get("q")) {
      return undefined;
    }
    const timer = setTimeout(() => set({ q: wanted }, { isTyping: true }), 300);
    return () => clearTimeout(timer);
  }, [wanted, get, set]);
  return (
    <div className="relative w-full sm:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}
