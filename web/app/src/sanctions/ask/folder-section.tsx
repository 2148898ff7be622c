"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { classes } from "@/lib/classes";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import type { LawAddress } from "./address";
import { CHAT_TYPE, ChatItem } from "./chat-item";
import { FolderHeading } from "./folder-heading";
import { type Folder, LAW_CHATS } from "./use-folders";

interface Props {
  folder: Folder;
  folders: Folder[];
  address: LawAddress;
  onOpen: (address: LawAddress) => void;
  onRenamed: (id: string, title: string) => void;
}

/** A folder with its conversations. Others can be dragged into it; the menu of a conversation does the same. */
export function FolderSection({ folder, folders, address, onOpen, onRenamed }: Props) {
  const queries = useQueryClient();
  const [isOver, setOver] = useState(false);
  const moving = useMutation({
    mutationFn: (id: string) =>
      orThrow(api.POST("/api/v1/knowledge/chats/{id}/move", { params: { path: { id } }, body: { folder_id: folder.id } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [LAW_CHATS] }),
  });
  const dragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes(CHAT_TYPE)) {
      event.preventDefault();
      setOver(true);
    }
  };
  const drop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(CHAT_TYPE);
    setOver(false);
    if (id !== "") {
      event.preventDefault();
      if (!folder.chats.some((chat) => chat.id === id)) {
        moving.mutate(id);
      }
    }
  };
  return (
    <section
      aria-labelledby={`folder-${folder.id}`}
      className={classes("mb-2 rounded-md", isOver && "bg-tint")}
      onDragOver={dragOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FolderHeading folder={folder} address={address} onOpen={onOpen} />
      {moving.error && (
        <p role="alert" className="px-2.5 py-1 text-xs text-danger">
          {explain(moving.error)}
        </p>
      )}
      {folder.chats.length === 0 ? (
        <p className="px-2.5 py-1 text-xs text-muted">{m.lawchat_folder_empty()}</p>
      ) : (
        <ul className="flex flex-col gap-px">
          {folder.chats.map((chat) => (
            <ChatItem
              key={chat.id}
              chat={chat}
              folders={folders}
              isOpen={chat.id === address.chat}
              onOpen={onOpen}
              onRenamed={(title) => onRenamed(chat.id, title)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
