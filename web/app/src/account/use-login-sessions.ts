"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

export const LOGIN_SESSIONS = ["login sessions"];

/** The sessions of the account on all its devices. */
export function useLoginSessions() {
  return useQuery({
    queryKey: LOGIN_SESSIONS,
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/sessions", { signal })),
  });
}
