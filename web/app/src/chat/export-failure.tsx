"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import * as m from "@/paraglide/messages";

import { explainChat } from "./explain-chat";

interface Props {
  error: unknown;
  onClose: () => void;
}

/** Why a conversation was not exported. */
export function ExportFailure({ error, onClose }: Props) {
  return (
    <Dialog isOpen onClose={onClose} title={m.chat_export_failed()} description={explainChat(error)}>
      <div className="flex justify-end">
        <Button onClick={onClose}>{m.common_close()}</Button>
      </div>
    </Dialog>
  );
}
