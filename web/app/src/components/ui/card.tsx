import type { ComponentProps, ReactNode } from "react";

import { classes } from "@/lib/classes";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={classes("rounded-lg border border-border bg-raised", className)} {...rest} />;
}

interface HeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function CardHeader({ title, description, actions }: HeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4">
      <div className="min-w-0">
        <h2 className="text-sm font-semibold">{title}</h2>
        {description && <p className="mt-0.5 text-[0.8125rem] text-muted">{description}</p>}
      </div>
      {actions}
    </div>
  );
}

export function CardContent({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classes("px-5 py-4", className)} {...rest} />;
}
