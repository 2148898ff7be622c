import { type DatasetId, orThrow } from "sisuiq-client";

import type { Chart } from "@/charts/drawing/drawing";
import { datasetAddress, headingsOf } from "@/data/datasets/dataset";
import { api } from "@/lib/api";

import { MOST_LISTED } from "./others-limit";
import type { DatasetSource } from "./source";

/** The endpoints of a dataset that the caller may read. */
export function ownSource(id: DatasetId): DatasetSource {
  const path = { id };
  return {
    key: id,
    chart: async (type, query, signal) =>
      // the description of the API has no types for the cells of its table
      (await orThrow(api.GET("/api/datasets/{id}/charts/{type}", { params: { path: { id, type }, query }, signal }))) as unknown as Chart,
    map: (query, signal) => orThrow(api.GET("/api/datasets/{id}/map", { params: { path, query }, signal })),
    districts: (query, signal) => orThrow(api.GET("/api/datasets/{id}/districts", { params: { path, query }, signal })),
    outlines: (signal) => orThrow(api.GET("/api/datasets/districts.geojson", { signal })),
    others: {
      list: async (signal) => {
        const { datasets } = await orThrow(api.GET("/api/datasets", { params: { query: { limit: MOST_LISTED } }, signal }));
        return datasets.filter((other) => other.copy_ready && other.id !== id).map((other) => ({ id: other.id, name: other.name }));
      },
      columns: async (other, signal) =>
        headingsOf(await orThrow(api.GET("/api/datasets/{id}", { params: { path: { id: other } }, signal }))),
      proximity: (other, kilometres, filter, signal) =>
        orThrow(
          api.POST("/api/analysis/proximity", {
            body: {
              base: { dataset_id: id, ...(filter === null ? {} : { filter: filter as Record<string, never> }) },
              target: { dataset_id: other },
              thresholds_km: kilometres,
            },
            signal,
          }),
        ),
    },
    rows: (where) => `${datasetAddress(id)}&view=rows${where === "" ? "" : `&where=${encodeURIComponent(where)}`}`,
  };
}
