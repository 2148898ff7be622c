"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { runsPath } from "@/sanctions/refresh-sources";

import { latestKey } from "./use-latest-run";

const newKey = () => crypto.randomUUID();

/** Starts a run of a source. */
export function useStartRun(id: string) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  return useMutation({
    mutationFn: ({ acceptsLoss }: { acceptsLoss: boolean }) => {
      // a repeated request with the same key starts one run
      const header = { "Idempotency-Key": key };
      const params = { path: { id }, header, ...(acceptsLoss ? { query: { accept_loss: true } } : {}) };
      return orThrow(api.POST("/api/v1/sources/{id}/run", { params }));
    },
    onSuccess: async (run) => {
      setKey(newKey());
      queries.setQueryData(latestKey(id), run);
      await queries.invalidateQueries({ queryKey: [runsPath(id)] });
    },
    // somebody else may have started one
    onError: () => queries.invalidateQueries({ queryKey: [runsPath(id)] }),
  });
}
