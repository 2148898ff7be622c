"use client";

import { lazy, Suspense } from "react";

import type { SheetProps } from "./sheet-panel";

const SheetPanel = lazy(() => import("./sheet-panel"));

interface Props extends SheetProps {
  isOpen: boolean;
}

/** A panel that slides in over the page. It is loaded when the first one opens. */
export function Sheet({ isOpen, ...rest }: Props) {
  return (
    isOpen && (
      <Suspense>
        <SheetPanel {...rest} />
      </Suspense>
    )
  );
}
