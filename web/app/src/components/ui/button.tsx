import type { ComponentProps } from "react";

import { type ButtonStyle, buttonClasses } from "./button-classes";

export function Button({ variant, size, className, type = "button", ...rest }: ComponentProps<"button"> & ButtonStyle) {
  return <button className={buttonClasses({ variant, size }, className)} type={type} {...rest} />;
}
