import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

const VARIANTS = {
  neutral: "border-border bg-surface text-muted",
  primary: "border-transparent bg-tint text-link",
  danger: "border-transparent bg-danger-tint text-danger",
  warning: "border-warning-border bg-warning-tint text-warning",
};

interface Props extends ComponentProps<"span"> {
  variant?: keyof typeof VARIANTS;
}

export function Badge({ variant = "neutral", className, ...rest }: Props) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap [&_svg]:size-3",
        VARIANTS[variant],
        className,
      )}
      {...rest}
    />
  );
}
