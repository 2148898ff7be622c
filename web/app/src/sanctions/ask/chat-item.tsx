"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { KnowledgeChatOut } from "sisuiq-client";

import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { classes } from "@/lib/classes";
import { dateTime } from "@/lib/format";
import { isPlainClick } from "@/lib/is-plain-click";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { type LawAddress, lawAddress, NEW_CHAT } from "./address";
import type { ChatDialogKind } from "./chat-dialog";
import { ChatActions, ChatDialog, preloadMenu } from "./deferred-menu";
import type { Folder } from "./use-folders";

/** The type of a conversation that is dragged. */
export const CHAT_TYPE = "application/x-sisuiq-conversation";

interface Props {
  chat: KnowledgeChatOut;
  folders: Folder[];
  isOpen: boolean;
  onOpen: (address: LawAddress) => void;
  onRenamed: (title: string) => void;
}

/** A conversation in its folder: a link to it, and the menu of its actions. */
export function ChatItem({ chat, folders, isOpen, onOpen, onRenamed }: Props) {
  const [dialog, setDialog] = useState<ChatDialogKind | null>(null);
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const address = { ...NEW_CHAT, chat: chat.id };
  const title = chat.title || m.lawchat_untitled();
  return (
    <li
      ref={row}
      onDragStart={(event) => event.dataTransfer.setData(CHAT_TYPE, chat.id)}
      className={classes("group relative rounded-md", isOpen ? "bg-border/70" : "hover:bg-border/50")}
    >
      <a
        href={lawAddress(address)}
        onClick={(event) => {
          if (isPlainClick(event)) {
            event.preventDefault();
            onOpen(address);
          }
        }}
        aria-current={isOpen ? "page" : undefined}
        title={m.lawchat_chat_link({ title, time: dateTime(chat.updated_at) })}
        className="block w-full truncate rounded-md py-1.5 pr-2.5 pl-8 text-left text-[0.8125rem] group-focus-within:pr-9 group-hover:pr-9 pointer-coarse:pr-9"
      >
        {title}
      </a>
      <div className="absolute top-0.5 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100">
        <DropdownMenu
          label={m.lawchat_chat_actions({ title })}
          icon={<Ellipsis />}
          className="text-muted hover:bg-border/60"
          onIntent={preloadMenu}
        >
          <ChatActions onChoose={setDialog} />
        </DropdownMenu>
      </div>
      {dialog && (
        <ChatDialog
          kind={dialog}
          chat={chat}
          title={title}
          folders={folders}
          onClose={() => setDialog(null)}
          onRenamed={onRenamed}
          onDeleted={(next) => isOpen && onOpen({ ...NEW_CHAT, chat: next })}
        />
      )}
    </li>
  );
}
