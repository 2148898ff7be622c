import { type Heading, isNumeric } from "@/data/datasets/dataset";

export const TIME_UNITS = ["year", "month", "weekday", "hour"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** The endings of columns whose whole numbers the API reads as times. */
const ENDINGS: Record<TimeUnit, string[]> = {
  year: ["년", "연", "년도", "연도", "year"],
  month: ["월", "month"],
  weekday: [],
  hour: ["시", "시각", "hour"],
};
/** Parts of names of texts that may be times. The API says if they are not. */
const TIMES = /일시|날짜|일자|시각|date|time/i;

/** The names by which the API finds coordinates: whole names first, then parts of them. */
const LATITUDES = { whole: ["lat", "latitude", "위도", "y좌표"], parts: ["lat", "위도"] };
const LONGITUDES = { whole: ["lng", "lon", "long", "longitude", "경도", "x좌표"], parts: ["lng", "lon", "경도"] };

/** The units of time that a column has; none if it has no times. */
export function timeUnitsOf({ name, kind }: Heading): TimeUnit[] {
  const lower = name.trim().toLowerCase();
  switch (kind) {
    case "timestamp":
      return [...TIME_UNITS];
    case "date":
      return ["year", "month", "weekday"];
    case "text":
      return TIMES.test(name) ? [...TIME_UNITS] : [];
    case "integer":
      return TIME_UNITS.filter((unit) => ENDINGS[unit].some((ending) => lower.endsWith(ending)));
    default:
      return [];
  }
}

export interface Coordinates {
  latitude: string;
  longitude: string;
}

/** The columns of coordinates that the API finds by their names; null if there are none. */
export function coordinatesOf(columns: Heading[]): Coordinates | null {
  const numeric = columns.filter(isNumeric).map(({ name }) => ({ name, lower: name.trim().toLowerCase() }));
  const find = ({ whole, parts }: { whole: string[]; parts: string[] }) =>
    numeric.find(({ lower }) => whole.includes(lower)) ?? numeric.find(({ lower }) => parts.some((part) => lower.includes(part)));
  const only = (name: string) => numeric.find(({ lower }) => lower === name);
  const [latitude, longitude] = [find(LATITUDES), find(LONGITUDES)];
  if (latitude && longitude && latitude !== longitude) {
    return { latitude: latitude.name, longitude: longitude.name };
  }
  const [y, x] = [only("y"), only("x")];
  return y && x ? { latitude: y.name, longitude: x.name } : null;
}
