import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";

const VARIANTS = {
  warning: "border-warning-border bg-warning-tint text-warning",
  danger: "border-danger/30 bg-danger-tint text-danger",
};

interface Props {
  variant: keyof typeof VARIANTS;
  className?: string;
  children: ReactNode;
}

export function Notice({ variant, className, children }: Props) {
  return (
    <div
      role={variant === "danger" ? "alert" : "note"}
      className={classes("flex items-start gap-2 rounded-md border px-3 py-2 text-[0.8125rem]", VARIANTS[variant], className)}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
