"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Settings2, Share2, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type DatasetDetailsOut, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { DATASETS } from "@/data/datasets/use-datasets";
import { ShareDialog } from "@/data/sharing/deferred-share-dialog";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";

import { EditDialog, ReadingDialog } from "./deferred-dialogs";

type Opened = "share" | "edit" | "reading" | "delete" | null;

/** What the owner of a dataset, or an administrator for those of everyone, can do with it. */
export function DatasetActions({ dataset, account }: { dataset: DatasetDetailsOut; account: Account }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const remove = async () => {
    await orThrow(api.DELETE("/api/datasets/{id}", { params: { path: { id: dataset.id } } }));
    await queries.invalidateQueries({ queryKey: [DATASETS] });
    router.push("/data/");
  };
  const isOwn = may(account, "tables.write") && (dataset.access === "owner" || may(account, "tables.manage"));
  if (!isOwn) {
    return null;
  }
  const actions = [
    // what is suspected of its columns is known once it is ready
    ...(dataset.status === "ready"
      ? [{ name: "share", icon: Share2, label: m.sharing_action(), preload: ShareDialog.preload } as const]
      : []),
    { name: "edit", icon: Pencil, label: m.data_edit(), preload: EditDialog.preload },
    { name: "reading", icon: Settings2, label: m.data_reading(), preload: ReadingDialog.preload },
    { name: "delete", icon: Trash2, label: m.common_delete(), preload: ConfirmDialog.preload },
  ] as const;
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map(({ name, icon: Icon, label, preload }) => (
        <Button
          key={name}
          size="small"
          variant={name === "delete" ? "danger" : "outline"}
          onPointerEnter={preload}
          onFocus={preload}
          onClick={() => setOpened(name)}
        >
          <Icon aria-hidden />
          {label}
        </Button>
      ))}
      {opened === "share" && <ShareDialog dataset={dataset} onClose={close} />}
      {opened === "edit" && <EditDialog dataset={dataset} onClose={close} />}
      {opened === "reading" && <ReadingDialog dataset={dataset} onClose={close} />}
      {opened === "delete" && (
        <ConfirmDialog
          title={m.data_delete_title({ name: dataset.name })}
          description={m.data_delete_hint()}
          action={m.common_delete()}
          onConfirm={remove}
          onClose={close}
        />
      )}
    </div>
  );
}
