"use client";

import { lazy, Suspense } from "react";

import { Copilot } from "@/copilot/copilot";
import { may } from "@/session/account";
import { RequireUser } from "@/session/require-user";
import { LoadingPage } from "@/shell/loading-page";

const Home = lazy(() => import("@/home/home"));

export default function Page() {
  return (
    <RequireUser>
      {(account) =>
        may(account, "questions.ask") ? (
          <Copilot account={account} />
        ) : (
          <Suspense fallback={<LoadingPage />}>
            <Home account={account} />
          </Suspense>
        )
      }
    </RequireUser>
  );
}
