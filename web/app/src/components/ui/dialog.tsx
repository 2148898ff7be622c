"use client";

import { lazy, Suspense } from "react";

import type { DialogProps } from "./dialog-panel";

const DialogPanel = lazy(() => import("./dialog-panel"));

interface Props extends DialogProps {
  isOpen: boolean;
}

/** A window over the page. It is loaded when the first one opens. */
export function Dialog({ isOpen, ...rest }: Props) {
  return (
    isOpen && (
      <Suspense>
        <DialogPanel {...rest} />
      </Suspense>
    )
  );
}
