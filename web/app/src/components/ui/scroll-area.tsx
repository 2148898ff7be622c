import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

/** Scrolls on its own; by keyboard too when it has a name. */
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
