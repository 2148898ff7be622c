import type { ComponentProps } from "react";

import { type ButtonStyle, buttonClasses } from "./button-classes";
import { Link } from "./link";

/** A link with the look of a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonStyle) {
  return <Link className={buttonClasses({ variant, size }, className)} {...rest} />;
}
