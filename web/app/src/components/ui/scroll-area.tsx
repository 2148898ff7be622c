import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

/** An area with its own scrollbar; it takes the keyboard focus when it has a label. */
export function ScrollArea({ className, ...rest }: ComponentProps<"div">) {
  const isNamed = rest["aria-label"] !== undefined || rest["aria-labelledby"] !== undefined;
  return (
    <div
      className={classes("thin-scrollbar min-h-0 overflow-auto overscroll-contain", className)}
      {...(isNamed ? { tabIndex: 0, role: "region" } : {})}
      {...rest}
    />
  );
}
