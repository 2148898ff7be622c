import { useId } from "react";

import { Input } from "@/components/ui/input";

import type { ListState } from "./use-list-state";

interface Props {
  name: string;
  label: string;
  state: ListState;
}

export function DayFilter({ name, label, state }: Props) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2">
      <label htmlFor={id} className="text-[0.8125rem] text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={state.get(name)}
        // each digit of a year is a change
        onChange={(event) => state.set({ [name]: event.target.value }, { isTyping: true })}
        className="w-auto"
      />
    </span>
  );
}
