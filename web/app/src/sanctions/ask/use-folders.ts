"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type FolderOut, type KnowledgeChatOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

import { DEFAULT_FOLDER } from "./address";

/** The key of all lists of conversations and folders. */
export const LAW_CHATS = "law-chats";

const PAGE = 100;

export interface Folder {
  id: string;
  name: string;
  chats: KnowledgeChatOut[];
}

/** All folders of the caller. */
export function useFolders() {
  return useQuery({
    queryKey: [LAW_CHATS, "folders"],
    queryFn: async ({ signal }) => (await orThrow(api.GET("/api/v1/knowledge/folders", { signal }))).data,
  });
}

/** The conversations of the caller, newest first and loaded in parts. */
export function useChats() {
  const { data, ...query } = useInfiniteQuery({
    queryKey: [LAW_CHATS, "chats"],
    queryFn: ({ pageParam: offset, signal }) =>
      orThrow(api.GET("/api/v1/knowledge/chats", { params: { query: { limit: PAGE, offset } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (page, _, offset) => (page.data.length === PAGE ? offset + PAGE : undefined),
  });
  return { ...query, chats: data?.pages.flatMap((page) => page.data) };
}

/** The folders with their conversations. Conversations of a folder that was deleted meanwhile are in the default one. */
export function folded(folders: Pick<FolderOut, "id" | "name">[], chats: KnowledgeChatOut[]): Folder[] {
  const known = new Set(folders.map(({ id }) => id));
  // a new conversation shifts the others, so that two pages can contain the same one
  const distinct = [...new Map(chats.map((chat) => [chat.id, chat])).values()];
  return folders.map(({ id, name }) => ({
    id,
    name,
    chats: distinct.filter(({ folder_id }) => folder_id === id || (id === DEFAULT_FOLDER && !known.has(folder_id))),
  }));
}
