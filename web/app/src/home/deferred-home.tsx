"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import type { Account } from "@/session/account";
import { LoadingPage } from "@/shell/loading-page";

/** The start page of the few accounts that cannot ask questions; all others have the copilot on this page. */
export const Home = deferred<{ account: Account }>(
  async () => (await import("./home")).Home,
  ({ retry }) =>
    retry ? (
      <main className="mx-auto w-full max-w-4xl p-8">
        <PartFailure retry={retry} />
      </main>
    ) : (
      <LoadingPage />
    ),
);
