"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { SourceRunOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";
import { runAddress } from "@/sanctions/address";
import { useStartRun } from "@/sanctions/source/use-start-run";

import { isShrunkenLaw, lossOf } from "./describe-run";

/** Runs a source again that lost many entries or much of its text, and accepts the loss. */
export function AcceptLoss({ run: { source_id, error } }: { run: Pick<SourceRunOut, "source_id" | "error"> }) {
  const router = useRouter();
  const start = useStartRun(source_id);
  const [isOpen, setOpen] = useState(false);
  const isLaw = isShrunkenLaw({ error });
  const hint = () => {
    const loss = lossOf(error);
    if (isLaw) {
      return m.sources_loss_law_hint();
    }
    return loss
      ? m.sources_loss_hint({ count: loss.gone, gone: whole(loss.gone), known: whole(loss.known) })
      : m.sources_loss_hint_unknown();
  };
  const confirm = async () => {
    const { id } = await start.mutateAsync({ acceptsLoss: true });
    router.push(runAddress(id));
  };
  return (
    <>
      <Button size="small" onPointerEnter={ConfirmDialog.preload} onFocus={ConfirmDialog.preload} onClick={() => setOpen(true)}>
        {m.sources_loss_accept()}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={isLaw ? m.sources_loss_law_title() : m.sources_loss_title()}
          description={hint()}
          action={m.sources_loss_confirm()}
          onConfirm={confirm}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
