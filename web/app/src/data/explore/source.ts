import type { DatasetId, DistrictRatesOut, MapOut, operations, ProximityOut } from "sisuiq-client";

import type { Chart } from "@/charts/drawing/drawing";
import type { Heading } from "@/data/datasets/dataset";

type QueryOf<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

export type ChartType = Chart["type"];
export type ChartParameters = QueryOf<"get_datasets_id_charts_type">;
export type MapParameters = QueryOf<"get_datasets_id_map">;
export type DistrictParameters = QueryOf<"get_datasets_id_districts">;

/** Outlines as GeoJSON, and the source that has to be named beside them. */
export interface Outlines {
  features: unknown[];
  attribution: string;
}

/** A dataset that can be a layer, the other side of a comparison, or the places that are counted. */
export interface OtherDataset {
  id: DatasetId;
  name: string;
}

/** What charts and maps of other datasets request. */
export interface OtherDatasets {
  list: (signal: AbortSignal) => Promise<OtherDataset[]>;
  columns: (id: DatasetId, signal: AbortSignal) => Promise<Heading[]>;
  /** The numbers of places of another dataset within distances of those of this one. */
  proximity: (other: DatasetId, kilometres: number[], filter: unknown, signal: AbortSignal) => Promise<ProximityOut>;
}

/** The endpoints that charts and maps of one dataset use: those of the caller's dataset, or those of a link that shares it. */
export interface DatasetSource {
  /** Distinguishes the responses from those of other sources. */
  key: string;
  chart: (type: ChartType, query: ChartParameters, signal: AbortSignal) => Promise<Chart>;
  map: (query: MapParameters, signal: AbortSignal) => Promise<MapOut>;
  /** With the outlines of the districts. */
  districts: (query: DistrictParameters, signal: AbortSignal) => Promise<DistrictRatesOut>;
  /** The outlines below points; null if a map has none. */
  outlines: ((signal: AbortSignal) => Promise<Outlines>) | null;
  /** Null if no other dataset can be seen. */
  others: OtherDatasets | null;
  /** The address of the rows that fulfil the conditions of an address; null if there is no such page. */
  rows: ((where: string) => string) | null;
}
