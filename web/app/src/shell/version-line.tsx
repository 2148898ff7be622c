"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

export function VersionLine() {
  const { data } = useQuery({
    queryKey: ["version"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/version", { signal })),
    staleTime: Infinity,
  });
  return (
    <footer className="flex h-10 shrink-0 items-center border-t px-4 text-xs text-muted">
      {data ? m.shell_version({ version: data.version, environment: data.environment }) : m.shell_product()}
    </footer>
  );
}
