"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Play, Power } from "lucide-react";
import { useState } from "react";
import { orThrow, type WatchedSourceOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { EditSourceDialog } from "@/sanctions/form/deferred-dialogs";
import { enabledSettings } from "@/sanctions/form/source-draft";
import { refreshSources } from "@/sanctions/refresh-sources";

interface Props {
  source: WatchedSourceOut;
  /** The id of the line that says what the newest run does. */
  statusId: string;
  isRunning: boolean;
  onRun: () => void;
  /** Called with the error of the latest attempt to enable the source, or null. */
  onFailure: (error: Error | null) => void;
}

/** What administrators can do with a source. */
export function SourceActions({ source, statusId, isRunning, onRun, onFailure }: Props) {
  const queries = useQueryClient();
  const [opened, setOpened] = useState<"edit" | "disable" | null>(null);
  const close = () => setOpened(null);
  const params = { path: { id: source.id } };
  const disable = async () => {
    await orThrow(api.DELETE("/api/v1/sources/{id}", { params }));
    await refreshSources(queries);
  };
  const enabling = useMutation({
    mutationFn: () => orThrow(api.PUT("/api/v1/sources/{id}", { params, body: enabledSettings(source) })),
    onMutate: () => onFailure(null),
    onSuccess: () => refreshSources(queries),
    onError: onFailure,
  });
  return (
    <div className="flex flex-wrap gap-2">
      {source.enabled && (
        // a disabled button would lose the focus
        <Button variant="primary" size="small" aria-disabled={isRunning} aria-describedby={statusId} onClick={() => !isRunning && onRun()}>
          <Play aria-hidden />
          {m.sources_run_now()}
        </Button>
      )}
      <Button size="small" onPointerEnter={EditSourceDialog.preload} onFocus={EditSourceDialog.preload} onClick={() => setOpened("edit")}>
        <Pencil aria-hidden />
        {m.sources_edit()}
      </Button>
      <Button
        size="small"
        variant={source.enabled ? "danger" : "primary"}
        aria-disabled={enabling.isPending}
        onPointerEnter={ConfirmDialog.preload}
        onFocus={ConfirmDialog.preload}
        onClick={() => (source.enabled ? setOpened("disable") : !enabling.isPending && enabling.mutate())}
      >
        <Power aria-hidden />
        {source.enabled ? m.sources_disable() : m.sources_enable()}
      </Button>
      {opened === "edit" && <EditSourceDialog source={source} onClose={close} />}
      {opened === "disable" && (
        <ConfirmDialog
          title={m.sources_disable_title({ name: source.name })}
          description={m.sources_disable_hint()}
          action={m.sources_disable()}
          onConfirm={disable}
          onClose={close}
        />
      )}
    </div>
  );
}
