"use client";

import type { ComponentProps, ReactNode } from "react";

import { classes } from "@/lib/classes";

import { menuItemsOf } from "./dropdown-menu";
import { Link } from "./link";

const ITEM = "flex w-full items-center gap-2 rounded px-2.5 py-1.5 text-left text-sm outline-none select-none [&_svg]:size-4";
const USUAL = "hover:bg-surface focus:bg-surface [&_svg]:text-muted";
const DANGEROUS = "text-danger hover:bg-danger-tint focus:bg-danger-tint";

interface ItemProps extends ComponentProps<"button"> {
  isDangerous?: boolean;
}

export function DropdownMenuItem({ isDangerous = false, className, ...rest }: ItemProps) {
  return (
    <button
      ref={focusFirst}
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={classes(ITEM, isDangerous ? DANGEROUS : USUAL, className)}
      {...rest}
    />
  );
}

export function DropdownMenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link ref={focusFirst} role="menuitem" tabIndex={-1} className={classes(ITEM, USUAL, className)} {...rest} />;
}

export function DropdownMenuSeparator() {
  return <div role="separator" className="-mx-1 my-1 h-px bg-border" />;
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2.5 py-1.5 text-[0.8125rem]">{children}</div>;
}

/** Focuses the first item of a menu that was already open when its items were loaded. */
function focusFirst(item: HTMLElement | null) {
  const menu = item?.closest<HTMLElement>("[role=menu]");
  if (menu?.matches(":popover-open") && menuItemsOf(menu)[0] === item && !menu.contains(document.activeElement)) {
    item?.focus();
  }
}
