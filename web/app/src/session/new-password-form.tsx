"use client";

import { type FormEvent, type ReactNode, useRef } from "react";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { explain } from "@/lib/problems";

import { LabelledInput } from "./labelled-input";

interface Props {
  /** The address that password managers store the password for. */
  email?: string;
  action: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  /** Fields above the password. */
  children?: ReactNode;
}

/** A form for the first or another password. */
export function NewPasswordForm({ email, action, isBusy, error, onSubmit, children }: Props) {
  const password = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(password.current?.value ?? "");
    password.current?.focus();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {error !== null && error !== undefined && <Notice variant="danger">{explain(error)}</Notice>}
      {email !== undefined && <input type="email" autoComplete="username" value={email} readOnly hidden />}
      {children}
      <LabelledInput
        label="New password"
        hint="At least 8 characters that are not easy to guess."
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={1024}
        required
        inputRef={password}
      />
      <Button type="submit" variant="primary" disabled={isBusy}>
        {action}
      </Button>
    </form>
  );
}
