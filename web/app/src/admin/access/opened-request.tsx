"use client";

import type { UserRole } from "sisuiq-client";

import type { AccessRequestRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import * as m from "@/paraglide/messages";

import { DecisionDialog } from "./decision-dialog";

interface Props {
  /** The row of the list, if it is on the shown page. */
  request: AccessRequestRow | undefined;
  onClose: () => void;
  onDecided: (request: AccessRequestRow, granted: UserRole | null) => void;
}

/** The request in the address: to be decided, unless that was done meanwhile. */
export function OpenedRequest({ request, onClose, onDecided }: Props) {
  if (request?.status === "waiting") {
    return <DecisionDialog request={request} onClose={onClose} onDecided={(granted) => onDecided(request, granted)} />;
  }
  const description = request ? m.admin_access_decided_description({ name: request.name }) : m.admin_access_not_found_hint();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={request ? m.admin_access_decided_title() : m.admin_access_not_found()}
      description={description}
    >
      <div className="flex justify-end">
        <Button onClick={onClose}>{m.common_close()}</Button>
      </div>
    </Dialog>
  );
}
