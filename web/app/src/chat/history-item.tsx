"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuPlaceholder } from "@/components/ui/menu-placeholder";
import { classes } from "@/lib/classes";
import { isPlainClick } from "@/lib/is-plain-click";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";

import type { Conversation } from "./conversation";
import type { ConversationActionsProps } from "./conversation-actions";
import type { ConversationDialogProps, DialogKind } from "./conversation-dialog";

const loadMenu = () => import("./conversation-menu");
const ConversationActions = deferred<ConversationActionsProps>(
  async () => (await loadMenu()).ConversationActions,
  (placeholder) => <MenuPlaceholder {...placeholder} />,
);
const ConversationDialog = deferred<ConversationDialogProps>(
  async () => (await loadMenu()).ConversationDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

function preloadActions(): void {
  void ConversationActions.preload();
  void ConversationDialog.preload();
}

interface Props {
  conversation: Conversation;
  /** The title, also of a conversation that has none. */
  title: string;
  /** The title with what else distinguishes the conversation. */
  description: string;
  /** The name of the menu. */
  actionsLabel: string;
  href: string;
  isOpen: boolean;
  onOpen: () => void;
  onRenamed: (title: string) => void;
  onDeleted: () => void;
}

/** A conversation in a list: a link to it, and the menu of its actions. */
export function HistoryItem({ conversation, title, description, actionsLabel, href, isOpen, onOpen, onRenamed, onDeleted }: Props) {
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const close = () => setDialog(null);
  return (
    <li ref={row} className={classes("group relative rounded-md", isOpen ? "bg-border/70" : "hover:bg-border/50")}>
      <a
        href={href}
        onClick={(event) => {
          if (isPlainClick(event)) {
            event.preventDefault();
            onOpen();
          }
        }}
        aria-current={isOpen ? "page" : undefined}
        title={description}
        className="block w-full truncate rounded-md py-1.5 pr-2.5 pl-2.5 text-left text-[0.8125rem] group-focus-within:pr-9 group-hover:pr-9 pointer-coarse:pr-9"
      >
        {title}
      </a>
      <div className="absolute top-0.5 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100">
        <DropdownMenu label={actionsLabel} icon={<Ellipsis />} className="text-muted hover:bg-border/60" onIntent={preloadActions}>
          <ConversationActions
            conversation={conversation}
            onRename={() => setDialog("rename")}
            onDelete={() => setDialog("delete")}
            onExportFailure={(exportError) => setDialog({ exportError })}
          />
        </DropdownMenu>
      </div>
      {dialog && (
        <ConversationDialog
          kind={dialog}
          conversation={conversation}
          title={title}
          onClose={close}
          onRenamed={onRenamed}
          onDeleted={onDeleted}
        />
      )}
    </li>
  );
}
