"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import { explainChat } from "./explain-chat";

interface Props {
  error: unknown;
  onClose: () => void;
}

/** Why a conversation was not exported. */
export function ExportFailure({ error, onClose }: Props) {
  return (
    <Dialog isOpen onClose={onClose} title="The conversation was not exported" description={explainChat(error)}>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
