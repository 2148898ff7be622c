import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

export const FIELD =
  "w-full rounded-md border border-field/60 bg-raised text-foreground placeholder:text-muted disabled:opacity-60 " +
  "aria-invalid:border-danger transition-colors hover:border-field";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(FIELD, "h-9 px-3 text-sm", className)} {...rest} />;
}
