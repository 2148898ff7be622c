"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import type { GroupRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { lastAddress } from "@/lists/last-address";
import * as m from "@/paraglide/messages";

import { describeDeletion } from "./describe-deletion";
import { refreshGroups } from "./refresh-groups";

export function DeleteGroup({ group }: { group: GroupRow }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await orThrow(api.DELETE("/api/admin/groups/{id}", { params: { path: { id: group.id } } }));
    await refreshGroups(queries);
    router.replace(lastAddress("/admin/groups/"));
  };
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        <Trash2 />
        {m.admin_groups_delete()}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={m.admin_groups_delete_title()}
        description={describeDeletion(group)}
        action={m.common_delete()}
        onConfirm={remove}
      />
    </>
  );
}
