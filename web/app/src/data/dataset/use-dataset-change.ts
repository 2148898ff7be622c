"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DatasetChangeIn, orThrow } from "sisuiq-client";

import { DATASETS } from "@/data/datasets/use-datasets";
import { api } from "@/lib/api";

/** Changes a dataset. */
export function useDatasetChange(id: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: DatasetChangeIn) => orThrow(api.PATCH("/api/datasets/{id}", { params: { path: { id } }, body })),
    onSuccess: async (changed) => {
      queries.setQueryData(["dataset", id], changed);
      // its columns and rows may be others when the file was read again
      await queries.invalidateQueries({ queryKey: [DATASETS] });
      onDone();
    },
  });
}
