"use client";

import { type FormEvent, useRef, useState } from "react";
import type { EmailShareOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { explainEmail } from "./explain-email";
import { useEmailSharing } from "./use-email-sharing";

interface Props {
  id: string;
  shared: EmailShareOut[];
}

/** Shares a document with an e-mail address. The result does not show whether there is an account with it. */
export function ShareWithEmail({ id, shared }: Props) {
  const [email, setEmail] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { add } = useEmailSharing(id);
  const focus = () => field.current?.focus();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending) {
      return;
    }
    add.mutate(email.trim(), {
      onSuccess() {
        setEmail("");
        focus();
      },
      onError: focus,
    });
  };
  return (
    <form onSubmit={submit} aria-busy={add.isPending}>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-48 flex-1">
          <LabelledInput
            label={m.documents_email()}
            hint={m.documents_email_hint()}
            error={add.error ? explainEmail(add.error) : undefined}
            type="email"
            maxLength={254}
            required
            // the address of someone else
            autoComplete="off"
            spellCheck={false}
            inputRef={field}
            value={email}
            onChange={(value) => {
              setEmail(value);
              add.reset();
            }}
          />
        </div>
        <Button type="submit" className="mt-[1.625rem]" disabled={email.trim() === ""}>
          {m.documents_share()}
        </Button>
      </div>
      <p role="status" className="mt-1.5 text-[0.8125rem] text-muted empty:hidden">
        {email === "" && shared.some((share) => share.id === add.data?.id) && m.documents_email_shared()}
      </p>
    </form>
  );
}
