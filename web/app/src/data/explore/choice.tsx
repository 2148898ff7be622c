"use client";

import { type ReactNode, useId } from "react";

import { Select } from "@/components/ui/select";
import * as m from "@/paraglide/messages";

import { MOST_LISTED } from "./others-limit";
import type { OtherDataset } from "./source";

interface Props {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
  hint?: ReactNode;
}

/** A labelled choice. */
export function Choice({ label, value, choices, onChange, hint }: Props) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Select
        id={id}
        className="w-full"
        value={value}
        choices={choices}
        onChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Columns or other names as choices. */
export function choicesOf(names: string[], first?: string): { value: string; label: string }[] {
  const own = names.map((name) => ({ value: name, label: name }));
  return first === undefined ? own : [{ value: "", label: first }, ...own];
}

/** Other datasets as choices, after the choice of none. */
export function otherChoices(others: OtherDataset[] = []): { value: string; label: string }[] {
  // this dataset itself is not among them
  const first = others.length >= MOST_LISTED - 1 ? m.charts_other_newest({ most: MOST_LISTED }) : m.charts_other_choose();
  return [{ value: "", label: first }, ...others.map(({ id, name }) => ({ value: id, label: name }))];
}
