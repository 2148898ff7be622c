"use client";

import { useEffect, useRef } from "react";

import * as m from "@/paraglide/messages";

import { Button } from "./button";
import type { Placeholder } from "./deferred";
import { PartFailure } from "./part-failure";

interface Props extends Placeholder {
  onClose: () => void;
}

/** In place of a dialog whose code is loading, or could not be loaded. */
export function DialogPlaceholder({ retry, onClose }: Props) {
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    opener.current = document.activeElement as HTMLElement | null;
  }, []);
  // the buttons are about to disappear, and the dialog returns the focus to where it was
  const leave = (action: () => void) => {
    opener.current?.focus();
    action();
  };
  return (
    <div className="fixed inset-x-0 top-16 z-50 mx-auto w-fit animate-fade-in-late rounded-md border bg-raised p-2 text-sm shadow-lg">
      {retry ? (
        <>
          <PartFailure retry={() => leave(retry)} />
          <Button size="small" variant="ghost" onClick={() => leave(onClose)}>
            {m.common_cancel()}
          </Button>
        </>
      ) : (
        <p role="status">{m.common_loading()}</p>
      )}
    </div>
  );
}
