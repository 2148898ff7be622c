import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

import { FIELD } from "./input";

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={classes(FIELD, "thin-scrollbar px-3 py-2 text-sm", className)} {...rest} />;
}
