"use client";

import { type ReactNode, useEffect } from "react";
import { ApiError } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { loginUrl } from "@/lib/login-redirect";
import { explain } from "@/lib/problems";
import { sessionExpired } from "@/lib/session-expired";
import * as m from "@/paraglide/messages";
import { LoadingPage } from "@/shell/loading-page";
import { Logo } from "@/shell/logo";

import type { Account } from "./account";
import { useUser } from "./use-user";

interface Props {
  /** Renders the page for the logged-in user. */
  children: (account: Account) => ReactNode;
}

/** Shows a page to logged-in users and redirects everybody else to the login page. */
export function RequireUser({ children }: Props) {
  const { data: user, error, refetch } = useUser();
  const isLoggedOut = error instanceof ApiError && error.status === 401;
  const wasLoggedIn = user !== undefined;
  useEffect(() => sessionExpired.subscribe(() => leave(wasLoggedIn)), [wasLoggedIn]);
  useEffect(() => {
    if (isLoggedOut) {
      leave(wasLoggedIn);
    }
  }, [isLoggedOut, wasLoggedIn]);
  if (user) {
    return children(user);
  }
  if (!error || isLoggedOut) {
    return <LoadingPage />;
  }
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 px-6 text-center">
      <Logo className="size-10" />
      <h1 className="text-base font-semibold">{m.session_unreachable()}</h1>
      <p className="max-w-sm text-muted">{explain(error)}</p>
      <Button onClick={() => void refetch()}>{m.common_try_again()}</Button>
    </main>
  );
}

function leave(isSessionOver: boolean) {
  location.replace(loginUrl(isSessionOver));
}
