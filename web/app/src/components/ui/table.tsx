import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={classes("w-full border-collapse text-left text-sm", className)} {...rest} />;
}

export function TableHead({ className, ...rest }: ComponentProps<"th">) {
  return <th scope="col" className={classes("h-10 border-b px-4 text-xs font-medium whitespace-nowrap text-muted", className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={classes("border-b last:border-b-0 hover:bg-surface", className)} {...rest} />;
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classes("px-4 py-2.5 align-middle", className)} {...rest} />;
}
