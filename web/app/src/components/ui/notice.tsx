import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";

const VARIANTS = {
  success: "border-border bg-surface",
  warning: "border-warning-border bg-warning-tint text-warning",
  danger: "border-danger/30 bg-danger-tint text-danger",
};

/** What screen readers do: announce what went wrong at once, and what succeeded when they are done. */
const ROLES = { success: "status", warning: "note", danger: "alert" };

interface Props {
  variant: keyof typeof VARIANTS;
  className?: string;
  children: ReactNode;
}

export function Notice({ variant, className, children }: Props) {
  const Icon = variant === "success" ? CircleCheck : TriangleAlert;
  return (
    <div
      role={ROLES[variant]}
      className={classes("flex items-start gap-2 rounded-md border px-3 py-2 text-[0.8125rem]", VARIANTS[variant], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
