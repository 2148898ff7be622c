import { type Heading, isNumeric } from "@/data/datasets/dataset";
import { isId } from "@/lib/is-id";

import { type Coordinates, coordinatesOf, type TimeUnit, timeUnitsOf } from "./columns";
import type { DistrictParameters, MapParameters } from "./source";

export const MAP_MODES = ["points", "clusters", "heat", "districts", "near"] as const;
export type MapMode = (typeof MAP_MODES)[number];
/** The most datasets on a map. */
export const MOST_LAYERS = 5;
/** Of more points of a dataset the API shows a sample. */
export const MOST_POINTS = 5_000;
/** The distances of places to choose from, in kilometres. */
export const DISTANCES = [0.5, 1, 2];
/** How many columns a point has by the number of layers: a response has at most 5 MiB. */
const COLUMNS_OF_POINTS = [4, 4, 3, 2, 1];

/** What a map shows. */
export interface MapChoice {
  mode: MapMode;
  /** The columns of coordinates; null if none has such a name and none are chosen. */
  coordinates: Coordinates | null;
  /** Whether the API finds the columns of coordinates by their names. */
  isNamed: boolean;
  /** The column of the time slider; empty without one. */
  time: string;
  unit: TimeUnit | "";
  /** The number of the time that is shown; null for all. */
  at: number | null;
  /** The other layers. */
  layers: string[];
  /** The column whose mean colours districts; empty for the number of rows by area. */
  value: string;
  /** The column of districts; empty to find it by its name. */
  district: string;
  /** The dataset whose places are counted; empty until it is chosen. */
  near: string;
  kilometres: number[];
}

/** The choice of an address. What the dataset does not have is left out. */
export function readMapChoice(parameters: URLSearchParams, columns: Heading[]): MapChoice {
  const get = (name: string) => parameters.get(name) ?? "";
  const numeric = columns.filter(isNumeric).map(({ name }) => name);
  const numericOf = (name: string) => (numeric.includes(get(name)) ? get(name) : "");
  const [latitude, longitude] = [numericOf("lat"), numericOf("lon")];
  const named = coordinatesOf(columns);
  const isChosen = latitude !== "" && longitude !== "" && latitude !== longitude;
  const time = columns.find(({ name }) => name === get("time"));
  const units = time ? timeUnitsOf(time) : [];
  const unit = units.find((own) => own === get("unit")) ?? units[0] ?? "";
  const kilometres = get("km").split(",").map(Number);
  const chosen = DISTANCES.filter((distance) => kilometres.includes(distance));
  return {
    mode: MAP_MODES.find((mode) => mode === get("show")) ?? "clusters",
    coordinates: isChosen ? { latitude, longitude } : named,
    isNamed: named !== null,
    time: unit === "" ? "" : get("time"),
    unit,
    at: unit !== "" && /^-?\d{1,5}$/.test(get("at")) ? Number(get("at")) : null,
    layers: [...new Set(get("with").split(",").filter(isId))].slice(0, MOST_LAYERS - 1),
    value: numericOf("value"),
    district: districtColumns(columns).includes(get("district")) ? get("district") : "",
    near: isId(get("near")) ? get("near") : "",
    kilometres: chosen.length > 0 ? chosen : DISTANCES,
  };
}

/** The columns that may have names or codes of districts. */
export function districtColumns(columns: Heading[]): string[] {
  return columns.filter(({ kind }) => kind === "text" || kind === "integer").map(({ name }) => name);
}

/** The parameters of the request for points; null without columns of coordinates. */
export function mapQuery(choice: MapChoice, columns: Heading[], filter: string | null): MapParameters | null {
  const { coordinates, isNamed, mode, time, unit, near } = choice;
  if (!coordinates) {
    return null;
  }
  const others = mode === "near" ? (near === "" ? [] : [near]) : choice.layers;
  const own = coordinatesOf(columns);
  const isOther = own?.latitude !== coordinates.latitude || own.longitude !== coordinates.longitude;
  const named = pointColumns(columns, coordinates, time).slice(0, COLUMNS_OF_POINTS[others.length]);
  return {
    ...(named.length > 0 ? { columns: named } : {}),
    ...(isOther || !isNamed ? { latitude: coordinates.latitude, longitude: coordinates.longitude } : {}),
    ...(others.length > 0 ? { with: others } : {}),
    ...(unit === "" || mode === "near" ? {} : { time, time_unit: unit }),
    ...(mode === "heat" ? { heat_cells: 60 } : {}),
    ...(filter === null ? {} : { filter }),
  };
}

/** What is read out of a point: its time, then the first columns that are not coordinates. */
function pointColumns(columns: Heading[], { latitude, longitude }: Coordinates, time: string): string[] {
  const others = columns.map(({ name }) => name).filter((name) => name !== latitude && name !== longitude && !name.startsWith("_"));
  return time === "" ? others : [time, ...others.filter((name) => name !== time)];
}

/** The parameters of the request for districts. */
export function districtQuery({ value, district }: MapChoice, filter: string | null): DistrictParameters {
  return {
    outlines: true,
    ...(value === "" ? {} : { value }),
    ...(district === "" ? {} : { column: district }),
    ...(filter === null ? {} : { filter }),
  };
}

/** Whether districts can be found: by a column, or by coordinates with the usual names. */
export function hasDistricts(columns: Heading[]): boolean {
  return coordinatesOf(columns) !== null || districtColumns(columns).length > 0;
}
