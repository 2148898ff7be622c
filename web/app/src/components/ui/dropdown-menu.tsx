"use client";

import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

import { classes } from "@/lib/classes";

interface Props {
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}

export function DropdownMenu({ trigger, align = "end", children }: Props) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 animate-fade-in rounded-md border border-border bg-raised p-1 shadow-lg"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface ItemProps extends ComponentProps<typeof Primitive.Item> {
  isDangerous?: boolean;
}

export function DropdownMenuItem({ isDangerous = false, className, ...rest }: ItemProps) {
  return (
    <Primitive.Item
      className={classes(
        "flex cursor-pointer items-center gap-2 rounded px-2.5 py-1.5 text-sm outline-none select-none [&_svg]:size-4",
        isDangerous ? "text-danger data-highlighted:bg-danger-tint" : "data-highlighted:bg-surface [&_svg]:text-muted",
        className,
      )}
      {...rest}
    />
  );
}

export function DropdownMenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-border" />;
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2.5 py-1.5 text-[0.8125rem]">{children}</Primitive.Label>;
}
