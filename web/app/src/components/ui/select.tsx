import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

import { FIELD } from "./input";

interface Props extends Omit<ComponentProps<"select">, "onChange"> {
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A native select, which works with every keyboard and screen reader. */
export function Select({ choices, onChange, className, ...rest }: Props) {
  return (
    <span className={classes("relative inline-block", className)}>
      <select
        className={classes(FIELD, "h-9 appearance-none py-0 pr-8 pl-3 text-sm")}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      >
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-muted" />
    </span>
  );
}
