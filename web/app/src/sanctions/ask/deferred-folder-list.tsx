"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { FolderList as List } from "./folder-list";

/** The folders, which are loaded beside the conversation. */
export const FolderList = deferred<ComponentProps<typeof List>>(
  async () => (await import("./folder-list")).FolderList,
  ({ retry }) => <div className="flex-1 px-3">{retry ? <PartFailure retry={retry} /> : <Skeleton className="mx-2.5 my-3 h-3.5" />}</div>,
);
