"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

import type { Account } from "./account";

export const USER = ["user"];

/** The logged-in user. */
export function useUser() {
  return useQuery<Account>({
    queryKey: USER,
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/me", { signal })),
    staleTime: 5 * 60_000,
  });
}
