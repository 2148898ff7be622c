"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
// biome-ignore lint/style/noRestrictedImports: every page would load `deferred`, which there is no need for with one locale
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { ApiError } from "sisuiq-client";

import { isChosen } from "@/lib/locale";
import { followSystem } from "@/lib/theme";
import { closeEvictedPdfs } from "@/pdf/close-evicted";

import { useFocusAfterNavigation } from "./use-focus-after-navigation";

const ReaderLocale = lazy(() => import("./reader-locale"));

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  useEffect(followSystem, []);
  useFocusAfterNavigation();
  return <QueryClientProvider client={queries}>{isChosen ? inReaderLocale(children) : children}</QueryClientProvider>;
}

function inReaderLocale(pages: ReactNode): ReactNode {
  return (
    <Suspense>
      <ReaderLocale>{pages}</ReaderLocale>
    </Suspense>
  );
}

function createQueries(): QueryClient {
  const retry = (failures: number, error: unknown) =>
    failures < 2 && !(error instanceof ApiError && error.status < 500 && error.status !== 429);
  const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 15_000 } } });
  closeEvictedPdfs(queries);
  return queries;
}
