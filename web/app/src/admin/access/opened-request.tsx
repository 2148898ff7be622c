"use client";

import type { AccessRequestRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import { DecisionDialog } from "./decision-dialog";

interface Props {
  /** The row of the list, if it is on the shown page. */
  request: AccessRequestRow | undefined;
  onClose: () => void;
  onDecided: () => void;
}

/** The request in the address: to be decided, unless that was done meanwhile. */
export function OpenedRequest({ request, onClose, onDecided }: Props) {
  if (request?.status === "waiting") {
    return <DecisionDialog request={request} onClose={onClose} onDecided={onDecided} />;
  }
  const description = request
    ? `The request of ${request.name} has been decided.`
    : "It is not on this page of the list, or its account was erased.";
  return (
    <Dialog isOpen onClose={onClose} title={request ? "Request decided" : "Request not found"} description={description}>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
