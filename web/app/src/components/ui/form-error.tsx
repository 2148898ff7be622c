"use client";

import { useEffect, useRef } from "react";
import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";

import { Notice } from "./notice";

interface Props {
  /** The error of the latest attempt, if it failed. */
  error: unknown;
  /** Another message than the usual one. */
  describe?: (error: unknown) => string;
  className?: string;
}

/** Why a form or an action failed. The focus moves to the field that the API names, or to the message. */
export function FormError({ error, describe = explain, className = "" }: Props) {
  const message = useRef<HTMLDivElement>(null);
  const isShown = error !== null && error !== undefined;
  useEffect(() => {
    if (error !== null && error !== undefined) {
      const field = faultyField(message.current?.closest("form"), error);
      (field ?? message.current)?.focus();
    }
  }, [error]);
  return (
    isShown && (
      <div ref={message} tabIndex={-1} className={className}>
        <Notice variant="danger">{describe(error)}</Notice>
      </div>
    )
  );
}

function faultyField(form: HTMLFormElement | null | undefined, error: unknown): HTMLElement | null {
  const name = error instanceof ApiError ? error.problem?.errors?.[0]?.field : undefined;
  const field = name === undefined ? null : form?.elements.namedItem(name);
  return field instanceof HTMLElement ? field : null;
}
