import type { LucideIcon } from "lucide-react";

/** Something that can be chosen in the search. */
export interface Option {
  /** Unique among all options. */
  key: string;
  title: string;
  hint?: string;
  icon: LucideIcon | undefined;
  target: Target;
}

/** What choosing an option does: it opens an address or runs a command. */
export type Target = { address: string } | Command;

interface Command {
  run: () => unknown;
  /** Shows the search until the command is done. */
  staysOpen?: boolean;
  /** What a failure means. The reason is shown behind it. */
  failure?: string;
}

/** Options under a heading. */
export interface OptionGroup {
  id: string;
  title: string;
  options: Option[];
  /** How many of the options are results; others repeat a request or lead to a list. */
  results: number;
}
