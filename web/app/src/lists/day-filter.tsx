import { useEffect, useId, useState } from "react";

import { Input } from "@/components/ui/input";

import type { ListState } from "./use-list-state";

/** Before this year nothing was recorded: a smaller one is still being typed. */
const FIRST_YEAR = 1970;

interface Props {
  name: string;
  label: string;
  state: Pick<ListState, "get" | "set">;
  /** The latest day that can be chosen. */
  max?: string;
}

/** A day in the address. While its year is being typed, the address stays as it is. */
export function DayFilter({ name, label, state, max }: Props) {
  const id = useId();
  const known = state.get(name);
  const [day, setDay] = useState(known);
  useEffect(() => setDay(known), [known]);
  return (
    <span className="inline-flex items-center gap-2">
      <label htmlFor={id} className="text-[0.8125rem] whitespace-nowrap text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        min={`${FIRST_YEAR}-01-01`}
        max={max}
        value={day}
        onChange={({ target }) => {
          setDay(target.value);
          if (target.value === "" ? !target.validity.badInput : target.valueAsDate && target.valueAsDate.getUTCFullYear() >= FIRST_YEAR) {
            state.set({ [name]: target.value }, { isTyping: true });
          }
        }}
        className="w-auto"
      />
    </span>
  );
}
