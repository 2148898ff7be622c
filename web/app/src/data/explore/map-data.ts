import type { DistrictRatesOut, MapOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import type { ChartTable } from "@/charts/table-csv";
import { cellText } from "@/data/dataset/cell-text";
import type { Value } from "@/data/datasets/dataset";
import type { ValuedArea } from "@/maps/choropleth";
import { type Area, type Geometry, type Position, polygonsOf } from "@/maps/geo";
import type { MapPoint } from "@/maps/map-points";
import * as m from "@/paraglide/messages";

interface Feature {
  geometry: Geometry;
  properties: Record<string, unknown>;
}

/** The properties that the map itself has. */
const OWN = new Set(["_row", "_layer", "_time"]);

/** Areas of outlines, whose properties have their number and name. */
export function areasOf(features: unknown): Area[] {
  return (features as Feature[]).map(({ geometry, properties }) => ({
    id: String(properties.code),
    name: String(properties.name ?? properties.district),
    polygons: polygonsOf(geometry),
  }));
}

/** The points of a map, with the texts that are read out. */
export function pointsOf(map: MapOut): MapPoint[] {
  const isSeveral = map.layers.length > 1;
  return (map.features as unknown as Feature[]).map(({ geometry, properties }) => {
    const layer = Number(properties._layer);
    const values = Object.entries(properties).filter(([name]) => !OWN.has(name));
    const named = values.map(([name, value]) => m.charts_named_value({ name, value: cellText(value as Value) }));
    const row = m.maps_row({ number: Number(properties._row) + 1 });
    return {
      position: geometry.coordinates as Position,
      layer,
      time: typeof properties._time === "number" ? properties._time : null,
      text: [...(isSeveral ? [map.layers[layer]?.name ?? ""] : []), row, ...named].join(" · "),
    };
  });
}

/** The points as a table, those of one time if there is one. */
export function tableOf(map: MapOut, time: number | null): ChartTable {
  const all = map.features as unknown as Feature[];
  const features = time === null ? all : all.filter(({ properties }) => properties._time === time);
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))].filter((name) => !OWN.has(name));
  const rows = features.map(({ geometry, properties }) => {
    const [longitude, latitude] = geometry.coordinates as Position;
    const layer = map.layers[Number(properties._layer)]?.name ?? "";
    const values = names.map((name) => {
      const value = (properties[name] ?? null) as Value;
      return typeof value === "boolean" ? cellText(value) : value;
    });
    return [layer, Number(properties._row) + 1, latitude, longitude, ...values];
  });
  return { columns: [m.maps_table_dataset(), m.maps_table_row(), m.maps_table_latitude(), m.maps_table_longitude(), ...names], rows };
}

/** The districts with their smoothed rates. */
export function valuedAreas(report: DistrictRatesOut): ValuedArea[] {
  const figures = new Map(report.districts.map((district) => [String(district.code), district]));
  return areasOf(report.outlines?.features ?? []).map((area) => {
    const district = figures.get(area.id);
    const cluster = district?.cluster ?? "none";
    // without rows the smoothed rate is only the mean of all
    const value = district && district.rows > 0 ? district.smoothed_rate : null;
    const text =
      district && value !== null
        ? m.maps_district({
            name: area.name,
            rate: figure(value),
            rank: district.rank,
            own: district.rate === null || district.rate === undefined ? "–" : figure(district.rate),
            count: district.rows,
          })
        : m.maps_district_none({ name: area.name });
    const mark = cluster === "hot" ? m.maps_hot() : cluster === "cold" ? m.maps_cold() : null;
    return { ...area, value, text: mark === null ? text : `${text} · ${mark}`, cluster };
  });
}
