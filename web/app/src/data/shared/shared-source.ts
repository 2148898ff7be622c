import { orThrow } from "sisuiq-client";

import type { Chart } from "@/charts/drawing/drawing";
import type { DatasetSource } from "@/data/explore/source";
import { api } from "@/lib/api";

import { linkAddress, sharedAddress } from "./link";

/** The endpoints of a link. It opens one dataset: there are no others to compare it with, and no outlines of their own. */
export function sharedSource(token: string): DatasetSource {
  const path = { token };
  return {
    key: linkAddress(token),
    chart: async (type, query, signal) =>
      // the description of the API has no types for the cells of its table
      (await orThrow(
        api.GET("/api/datasets/shared/{token}/charts/{type}", { params: { path: { token, type }, query }, signal }),
      )) as unknown as Chart,
    map: (query, signal) => orThrow(api.GET("/api/datasets/shared/{token}/map", { params: { path, query }, signal })),
    districts: (query, signal) => orThrow(api.GET("/api/datasets/shared/{token}/districts", { params: { path, query }, signal })),
    outlines: null,
    others: null,
    rows: (where) => `${sharedAddress(token, "rows")}${where === "" ? "" : `&where=${encodeURIComponent(where)}`}`,
  };
}
