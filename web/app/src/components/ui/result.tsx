"use client";

import { type ReactNode, useEffect, useRef } from "react";

import { Notice } from "./notice";

/** In place of a form that was sent. It takes the focus, which was in the form. */
export function Result({ children }: { children: ReactNode }) {
  const message = useRef<HTMLDivElement>(null);
  useEffect(() => message.current?.focus(), []);
  return (
    <div ref={message} tabIndex={-1}>
      <Notice variant="success">{children}</Notice>
    </div>
  );
}
