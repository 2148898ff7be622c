import { classes } from "@/lib/classes";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classes("block animate-pulse rounded bg-border/70", className)} />;
}
