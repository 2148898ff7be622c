import { classes } from "@/lib/classes";

/** The logo. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={classes("shrink-0", className)}>
      <rect width="32" height="32" rx="7" fill="#0033a0" />
      <path d="M18 5 8 18h6l-1 9 11-14h-7z" fill="#fff" />
    </svg>
  );
}
