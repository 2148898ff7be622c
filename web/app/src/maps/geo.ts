/** A longitude and a latitude in degrees (WGS 84), as GeoJSON has them. */
export type Position = [number, number];

/** The rings of a polygon: its outline, then its holes. */
export type Rings = Position[][];

export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

/** An area with its outline. */
export interface Area {
  id: string;
  name: string;
  polygons: Rings[];
}

export interface Geometry {
  type: "Point" | "Polygon" | "MultiPolygon";
  coordinates: unknown;
}

/** The polygons of a geometry; none of a point. */
export function polygonsOf({ type, coordinates }: Geometry): Rings[] {
  return type === "MultiPolygon" ? (coordinates as Rings[]) : type === "Polygon" ? [coordinates as Rings] : [];
}

/** The least rectangle around positions; null if there are none. */
export function boundsOf(positions: Iterable<Position>): Bounds | null {
  let bounds: Bounds | null = null;
  for (const [longitude, latitude] of positions) {
    bounds = bounds
      ? {
          south: Math.min(bounds.south, latitude),
          west: Math.min(bounds.west, longitude),
          north: Math.max(bounds.north, latitude),
          east: Math.max(bounds.east, longitude),
        }
      : { south: latitude, west: longitude, north: latitude, east: longitude };
  }
  return bounds;
}

/** The middle of the largest polygon's bounds, where the mark of an area is. */
export function middleOf({ polygons }: Pick<Area, "polygons">): Position | null {
  const all = polygons.flatMap((rings) => boundsOf(rings[0] ?? []) ?? []);
  const size = ({ south, west, north, east }: Bounds) => (north - south) * (east - west);
  const [largest] = all.sort((one, other) => size(other) - size(one));
  return largest ? [(largest.west + largest.east) / 2, (largest.south + largest.north) / 2] : null;
}
