"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { SessionOut } from "sisuiq-client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuPlaceholder } from "@/components/ui/menu-placeholder";
import { classes } from "@/lib/classes";
import { isPlainClick } from "@/lib/is-plain-click";
import { MODE_LABELS } from "@/lib/labels";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { addressOf } from "./address";
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
  session: SessionOut;
  isOpen: boolean;
  onOpen: () => void;
  onRenamed: (title: string) => void;
  onDeleted: () => void;
}

export function HistoryItem({ session, isOpen, onOpen, onRenamed, onDeleted }: Props) {
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const title = session.title ?? m.copilot_conversation_untitled();
  const close = () => setDialog(null);
  return (
    <li ref={row} className={classes("group relative rounded-md", isOpen ? "bg-border/70" : "hover:bg-border/50")}>
      <a
        href={addressOf({ conversationId: session.id })}
        onClick={(event) => {
          if (isPlainClick(event)) {
            event.preventDefault();
            onOpen();
          }
        }}
        aria-current={isOpen ? "page" : undefined}
        title={m.copilot_conversation_link({ title, mode: MODE_LABELS[session.mode] })}
        className="block w-full truncate rounded-md py-1.5 pr-2.5 pl-2.5 text-left text-[0.8125rem] group-focus-within:pr-9 group-hover:pr-9 pointer-coarse:pr-9"
      >
        {title}
      </a>
      <div className="absolute top-0.5 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100">
        <DropdownMenu
          label={m.copilot_conversation_actions({ title })}
          icon={<Ellipsis />}
          className="text-muted hover:bg-border/60"
          onIntent={preloadActions}
        >
          <ConversationActions
            session={session}
            onRename={() => setDialog("rename")}
            onDelete={() => setDialog("delete")}
            onExportFailure={(exportError) => setDialog({ exportError })}
          />
        </DropdownMenu>
      </div>
      {dialog && (
        <ConversationDialog kind={dialog} session={session} title={title} onClose={close} onRenamed={onRenamed} onDeleted={onDeleted} />
      )}
    </li>
  );
}
