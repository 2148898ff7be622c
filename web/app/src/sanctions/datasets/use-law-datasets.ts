"use client";

import { useQuery } from "@tanstack/react-query";
import { type KnowledgeDatasetOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

/** The path of datasets, with which the keys of all queries of datasets begin. */
export const LAW_DATASETS = "/api/v1/knowledge/datasets";

const PAGE = 100;
/** So many pages are read: three datasets that always exist, and 100 of each account. */
const PAGES = 10;

/** The datasets of documents that the caller sees. */
export function useLawDatasets() {
  return useQuery({
    queryKey: [LAW_DATASETS, "all"],
    queryFn: async ({ signal }) => {
      const all: KnowledgeDatasetOut[] = [];
      for (let page = 0; page < PAGES; page += 1) {
        const query = { limit: PAGE, offset: page * PAGE };
        const { data } = await orThrow(api.GET(LAW_DATASETS, { params: { query }, signal }));
        all.push(...data);
        if (data.length < PAGE) {
          break;
        }
      }
      return all;
    },
  });
}
