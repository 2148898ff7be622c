"use client";

import { Tabs as Primitive } from "radix-ui";
import type { ComponentProps } from "react";

import { classes } from "@/lib/classes";

export const Tabs = Primitive.Root;

export function TabsList({ className, ...rest }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List className={classes("flex gap-4 border-b", className)} {...rest} />;
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={classes(
        "-mb-px border-b-2 border-transparent py-2 text-[0.8125rem] font-medium text-muted hover:text-foreground",
        "data-[state=active]:border-link data-[state=active]:text-foreground",
        className,
      )}
      {...rest}
    />
  );
}

export const TabsContent = Primitive.Content;
