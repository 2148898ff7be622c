"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError } from "sisuiq-client";

import { followSystem } from "@/lib/theme";
import { closeEvictedPdfs } from "@/pdf/close-evicted";

import { ReaderLocale } from "./reader-locale";
import { useFocusAfterNavigation } from "./use-focus-after-navigation";

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  useEffect(followSystem, []);
  useFocusAfterNavigation();
  return (
    <QueryClientProvider client={queries}>
      <ReaderLocale>{children}</ReaderLocale>
    </QueryClientProvider>
  );
}

function createQueries(): QueryClient {
  const retry = (failures: number, error: unknown) =>
    failures < 2 && !(error instanceof ApiError && error.status < 500 && error.status !== 429);
  const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 15_000 } } });
  closeEvictedPdfs(queries);
  return queries;
}
