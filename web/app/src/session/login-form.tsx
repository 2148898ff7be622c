"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError, type LoginIn, orThrow } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/api";
import { returnPath } from "@/lib/login-redirect";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { LabelledInput } from "./labelled-input";

interface Props {
  /** The page to open when the URL names none. */
  fallback: string;
}

export function LoginForm({ fallback }: Props) {
  const router = useRouter();
  const queries = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const [isSessionOver, setSessionOver] = useState(false);
  const [isReady, setReady] = useState(false);
  // the fields keep their own text: what was typed or filled in before the page had its scripts counts too
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const login = useMutation({
    mutationFn: (body: LoginIn) => orThrow(api.POST("/api/auth/login", { body })),
    onSuccess() {
      queries.clear();
      const wanted = new URLSearchParams(location.search).get("next");
      router.replace(returnPath(wanted, fallback));
    },
    onError(error) {
      if (isCodeRequired(error)) {
        setNeedsCode(true);
        codeField.current?.select();
      } else {
        passwordField.current?.focus();
        passwordField.current?.select();
      }
    },
  });
  // the exported page cannot know the query string
  useEffect(() => {
    setSessionOver(new URLSearchParams(location.search).has("ended"));
    setReady(true);
  }, []);
  useEffect(() => {
    if (needsCode) {
      codeField.current?.focus();
    }
  }, [needsCode]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = emailField.current?.value.trim() ?? "";
    const password = passwordField.current?.value ?? "";
    const code = codeField.current?.value.replaceAll(" ", "");
    login.mutate({ email, password, ...(code ? { code } : {}) });
  };
  const isFirstCode = isCodeRequired(login.error) && login.variables?.code === undefined;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {isSessionOver && !login.error && <Notice variant="warning">{m.session_ended()}</Notice>}
      {login.error && !isFirstCode && <Notice variant="danger">{messageOf(login.error)}</Notice>}
      <LabelledInput label={m.session_email()} type="email" autoComplete="username" required autoFocus inputRef={emailField} />
      <LabelledInput label={m.session_password()} type="password" autoComplete="current-password" required inputRef={passwordField} />
      {needsCode && (
        <LabelledInput label={m.session_code()} hint={m.session_code_hint()} autoComplete="one-time-code" required inputRef={codeField} />
      )}
      <Button type="submit" variant="primary" disabled={!isReady || login.isPending || login.isSuccess} className="mt-1">
        {login.isPending ? m.session_signing_in() : m.session_sign_in()}
      </Button>
      <Link href="/forgot-password/" className="text-center text-[0.8125rem] text-link hover:underline">
        {m.session_forgot()}
      </Link>
    </form>
  );
}

function isCodeRequired(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.error === "code_required";
}

function messageOf(error: unknown): string {
  const isWrong = error instanceof ApiError && error.status === 401 && !isCodeRequired(error);
  return isWrong ? m.session_wrong_password() : explain(error);
}
