"use client";

import { type ReactNode, useId } from "react";

import { Select } from "@/components/ui/select";

interface Props {
  label: string;
  name?: string;
  value: string;
  choices: { value: string; label: string }[];
  disabled?: boolean;
  onChange: (value: string) => void;
  hint?: ReactNode;
}

/** A labelled choice. */
export function Choice({ label, hint, ...select }: Props) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Select id={id} className="w-full" aria-describedby={hint ? `${id}-hint` : undefined} {...select} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
