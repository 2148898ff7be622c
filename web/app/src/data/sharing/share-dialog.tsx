"use client";

import { useState } from "react";

import { Dialog } from "@/components/ui/dialog";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import * as m from "@/paraglide/messages";

import type { DatasetDialogProps } from "../dataset/deferred-dialogs";
import { EndShare } from "./end-share";
import { ShareForm } from "./share-form";
import { ShareLink } from "./share-link";
import { useShare } from "./use-share";

const DONE = { created: m.sharing_created(), saved: m.sharing_saved(), ended: m.sharing_ended() };

/** Shares a dataset by a link, changes what the link allows, and ends it. */
export function ShareDialog({ dataset, onClose }: DatasetDialogProps) {
  const [done, setDone] = useState<keyof typeof DONE | null>(null);
  const { data: share, error, refetch } = useShare(dataset.id);
  return (
    <Dialog isOpen onClose={onClose} title={m.sharing_title({ name: dataset.name })} description={m.sharing_description()}>
      <p role="status" className="text-[0.8125rem] font-medium not-empty:mb-3">
        {done && DONE[done]}
      </p>
      {share === undefined ? (
        error ? (
          <ErrorCard error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-64" />
        )
      ) : (
        <div className="flex flex-col gap-4">
          {share && <ShareLink share={share} isNew={done === "created"} />}
          <ShareForm
            // the fields of another link are others
            key={share?.share_token ?? ""}
            id={dataset.id}
            share={share}
            suspected={share?.warnings ?? dataset.data_card.suspected_personal_data}
            isFocused={done === "ended"}
            onDone={() => setDone(share ? "saved" : "created")}
          />
          {share && <EndShare id={dataset.id} onEnded={() => setDone("ended")} />}
        </div>
      )}
    </Dialog>
  );
}
