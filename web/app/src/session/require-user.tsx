"use client";

import { useEffect, type ReactNode } from "react";
import { ApiError, type UserOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { loginPage } from "@/lib/destination";
import { explain } from "@/lib/problems";
import { sessionOver } from "@/lib/session-over";
import { Mark } from "@/shell/mark";
import { Waiting } from "@/shell/waiting";

import { useUser } from "./use-user";

interface Props {
  /** The page, of which nothing is shown before it is known who looks at it. */
  children: (user: UserOut) => ReactNode;
}

/** Shows a page to who is logged in, and the login page to anybody else. */
export function RequireUser({ children }: Props) {
  const { data: user, error, refetch } = useUser();
  const isLoggedOut = error instanceof ApiError && error.status === 401;
  const wasLoggedIn = user !== undefined;
  useEffect(() => sessionOver.listen(() => leave(wasLoggedIn)), [wasLoggedIn]);
  useEffect(() => {
    if (isLoggedOut) {
      leave(wasLoggedIn);
    }
  }, [isLoggedOut, wasLoggedIn]);
  if (user) {
    return children(user);
  }
  if (!error || isLoggedOut) {
    return <Waiting />;
  }
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 px-6 text-center">
      <Mark className="size-10" />
      <h1 className="text-base font-semibold">SISUiQ cannot be reached</h1>
      <p className="max-w-sm text-muted">{explain(error)}</p>
      <Button onClick={() => void refetch()}>Try again</Button>
    </main>
  );
}

function leave(isSessionOver: boolean) {
  location.replace(loginPage(isSessionOver));
}
