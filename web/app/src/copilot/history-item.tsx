"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { orThrow, type SessionOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { classes } from "@/lib/classes";
import { MODE_LABELS } from "@/lib/labels";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { addressOf, isPlainClick } from "./address";
import { explainChat, isGone } from "./explain-chat";
import { exportConversation } from "./export-conversation";
import { RenameDialog } from "./rename-dialog";

interface Props {
  session: SessionOut;
  isOpen: boolean;
  onOpen: () => void;
  onDeleted: () => void;
}

export function HistoryItem({ session, isOpen, onOpen, onDeleted }: Props) {
  const [dialog, setDialog] = useState<"rename" | "delete" | null>(null);
  const queries = useQueryClient();
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const title = session.title ?? m.copilot_conversation_untitled();
  const close = () => setDialog(null);
  const exporting = useMutation({ mutationFn: (format: "markdown" | "json") => exportConversation(session, format) });
  const remove = async () => {
    try {
      await orThrow(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id: session.id } } }));
    } catch (error) {
      // it was deleted in another tab
      if (!isGone(error)) {
        throw error;
      }
    }
    onDeleted();
    await queries.invalidateQueries({ queryKey: ["sessions"] });
  };
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
        <DropdownMenu label={m.copilot_conversation_actions({ title })} icon={<Ellipsis />} className="text-muted hover:bg-border/60">
          <DropdownMenuItem onClick={() => setDialog("rename")}>
            <Pencil />
            {m.copilot_rename()}
          </DropdownMenuItem>
          <DropdownMenuItem onClick={() => exporting.mutate("markdown")}>
            <Download />
            {m.copilot_export_markdown()}
          </DropdownMenuItem>
          <DropdownMenuItem onClick={() => exporting.mutate("json")}>
            <Download />
            {m.copilot_export_json()}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDangerous onClick={() => setDialog("delete")}>
            <Trash2 />
            {m.common_delete()}
          </DropdownMenuItem>
        </DropdownMenu>
      </div>
      {exporting.error && (
        <Dialog isOpen onClose={exporting.reset} title={m.copilot_export_failed()} description={explainChat(exporting.error)}>
          <div className="flex justify-end">
            <Button onClick={exporting.reset}>{m.common_close()}</Button>
          </div>
        </Dialog>
      )}
      {dialog === "rename" && <RenameDialog session={session} onClose={close} />}
      <ConfirmDialog
        isOpen={dialog === "delete"}
        onClose={close}
        title={m.copilot_delete_title()}
        description={m.copilot_delete_description({ title })}
        action={m.common_delete()}
        onConfirm={remove}
      />
    </li>
  );
}
