"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { orThrow } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { Result } from "@/components/ui/result";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { LabelledInput } from "./labelled-input";

export function ForgotPassword() {
  const field = useRef<HTMLInputElement>(null);
  const request = useMutation({
    mutationFn: (identifier: string) => orThrow(api.POST("/api/v1/auth/password/forgot", { body: { identifier } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate(field.current?.value.trim() ?? "");
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormError error={request.error} />
      {request.isSuccess ? (
        <Result>{m.session_forgot_sent({ email: request.variables })}</Result>
      ) : (
        <>
          <LabelledInput
            label={m.session_email()}
            name="identifier"
            type="email"
            autoComplete="username"
            maxLength={254}
            required
            autoFocus
            inputRef={field}
          />
          <Button type="submit" variant="primary" disabled={request.isPending}>
            {m.session_forgot_send()}
          </Button>
        </>
      )}
      <Link href="/login/" className="text-center text-[0.8125rem] text-link hover:underline">
        {m.session_back_to_sign_in()}
      </Link>
    </form>
  );
}
