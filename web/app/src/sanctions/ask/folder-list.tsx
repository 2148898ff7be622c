"use client";

import { Button } from "@/components/ui/button";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import type { LawAddress } from "./address";
import { FolderSection } from "./folder-section";
import { folded, useChats, useFolders } from "./use-folders";

interface Props {
  address: LawAddress;
  onOpen: (address: LawAddress) => void;
  onRenamed: (id: string, title: string) => void;
}

/** The folders with their conversations, newest first. */
export function FolderList({ address, onOpen, onRenamed }: Props) {
  const folders = useFolders();
  const { chats, error: failure, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useChats();
  const error = folders.error ?? failure;
  const retry = () => void Promise.all([folders.refetch(), refetch()]);
  const known = folders.data && chats && folded(folders.data, chats);
  return (
    <ScrollArea id="folders-container" className="flex-1 px-3 pb-3">
      {error && !known && (
        <div role="alert" className="px-2.5 py-2 text-[0.8125rem] text-muted">
          {explain(error)}{" "}
          <button type="button" className="font-medium text-link underline" onClick={retry}>
            {m.common_try_again()}
          </button>
        </div>
      )}
      {!known && !error && [80, 60, 70].map((width) => <Skeleton key={width} className="mx-2.5 my-3 h-3.5" />)}
      {known?.map((folder) => (
        <FolderSection key={folder.id} folder={folder} folders={known} address={address} onOpen={onOpen} onRenamed={onRenamed} />
      ))}
      {hasNextPage && (
        <Button
          variant="ghost"
          size="small"
          className="mt-1 w-full text-muted"
          aria-disabled={isFetchingNextPage}
          onClick={() => !isFetchingNextPage && void fetchNextPage()}
        >
          {isFetchingNextPage ? m.common_loading() : m.common_show_more()}
        </Button>
      )}
    </ScrollArea>
  );
}
