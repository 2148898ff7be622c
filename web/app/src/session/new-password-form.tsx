"use client";

import { type FormEvent, type ReactNode, useRef } from "react";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import * as m from "@/paraglide/messages";

import { LabelledInput } from "./labelled-input";

interface Props {
  /** The address that password managers store the password for. */
  email?: string;
  action: string;
  /** The name of the password in the API, whose errors name it. */
  name: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  /** Fields above the password. */
  children?: ReactNode;
}

/** A form for the first or another password. */
export function NewPasswordForm({ email, action, name, isBusy, error, onSubmit, children }: Props) {
  const password = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(password.current?.value ?? "");
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormError error={error} />
      {email !== undefined && <input type="email" autoComplete="username" value={email} readOnly hidden />}
      {children}
      <LabelledInput
        label={m.session_new_password()}
        name={name}
        hint={m.session_new_password_hint()}
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
