"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type UserOut } from "sisuiq-client";

import { api } from "@/lib/api";

/** The logged-in user. */
export function useUser() {
  return useQuery<UserOut>({
    queryKey: ["user"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/me", { signal })),
    staleTime: 5 * 60_000,
  });
}
