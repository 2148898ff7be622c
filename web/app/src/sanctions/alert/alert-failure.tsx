"use client";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { hasChanged } from "./requests";

interface Props {
  error: unknown;
  onReload: () => Promise<void>;
}

/** Why a decision was not stored. An alert that has changed meanwhile can be loaded again. */
export function AlertFailure({ error, onReload }: Props) {
  if (!error) {
    return null;
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <FormError error={error} describe={(failure) => (hasChanged(failure) ? m.alerts_changed() : explain(failure))} />
      {hasChanged(error) && (
        <Button size="small" onClick={() => void onReload()}>
          {m.alerts_reload()}
        </Button>
      )}
    </div>
  );
}
