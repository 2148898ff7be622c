"use client";

import { useId } from "react";

import * as m from "@/paraglide/messages";

export interface TimeStep {
  value: number;
  label: string;
  count: number;
}

interface Props {
  steps: TimeStep[];
  /** The value of the step that is shown; null for all. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** Chooses one of the times of a map, or all. The first place of the slider is "all". */
export function TimeSlider({ steps, value, onChange }: Props) {
  const id = useId();
  const at = value === null ? 0 : steps.findIndex((step) => step.value === value) + 1;
  const step = steps[at - 1];
  const text = step ? m.maps_time_step({ label: step.label, count: step.count }) : m.maps_time_all();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
      <label htmlFor={id} className="text-muted">
        {m.maps_time()}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length}
        value={Math.max(at, 0)}
        aria-valuetext={text}
        className="min-w-40 flex-1 accent-primary"
        onChange={(event) => onChange(steps[Number(event.target.value) - 1]?.value ?? null)}
      />
      <output htmlFor={id} className="min-w-28 text-right tabular-nums">
        {text}
      </output>
    </div>
  );
}
