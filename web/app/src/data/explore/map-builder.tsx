"use client";

import { useSearchParams } from "next/navigation";

import { Button } from "@/components/ui/button";
import { type Heading, isNumeric } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { Conditions } from "./conditions";
import { CoordinateFields } from "./coordinate-fields";
import { DistrictsView } from "./districts-view";
import { hasDistricts, MAP_MODES, type MapChoice, type MapMode, readMapChoice } from "./map-choice";
import { PointsView } from "./points-view";
import { ProximityView } from "./proximity-view";
import type { DatasetSource } from "./source";
import { type DatasetFilter, useFilter } from "./use-filter";

const MODES: Record<MapMode, string> = {
  points: m.maps_mode_points(),
  clusters: m.maps_mode_clusters(),
  heat: m.maps_mode_heat(),
  districts: m.maps_mode_districts(),
  near: m.maps_mode_near(),
};

interface Props {
  source: DatasetSource;
  columns: Heading[];
}

/** What every way to show a map knows. */
export interface MapViewProps extends Props {
  choice: MapChoice;
  filter: DatasetFilter;
}

/** The places of a dataset on a map. The address has the whole choice. */
export function MapBuilder({ source, columns }: Props) {
  const filter = useFilter(columns);
  const choice = readMapChoice(new URLSearchParams(useSearchParams()), columns);
  const modes = MAP_MODES.filter((mode) => mode !== "near" || source.others);
  return (
    <div>
      <div role="group" aria-label={m.maps_mode()} className="mb-4 flex flex-wrap gap-1.5">
        {modes.map((mode) => (
          <Button
            key={mode}
            size="small"
            variant={mode === choice.mode ? "primary" : "outline"}
            aria-pressed={mode === choice.mode}
            onClick={() => changeChoice({ show: mode })}
          >
            {MODES[mode]}
          </Button>
        ))}
      </div>
      <Conditions columns={columns} conditions={filter.conditions} filter={filter.text} onChange={filter.set} />
      {filter.isSendable ? (
        <Shown source={source} columns={columns} choice={choice} filter={filter} />
      ) : (
        <p className="py-12 text-center text-muted">{m.charts_filter_too_long()}</p>
      )}
    </div>
  );
}

function Shown(props: MapViewProps) {
  const { choice, columns } = props;
  if (choice.mode === "districts") {
    return hasDistricts(columns) ? <DistrictsView {...props} /> : <Missing text={m.maps_needs_districts()} />;
  }
  if (columns.filter(isNumeric).length < 2) {
    return <Missing text={m.maps_needs_coordinates()} />;
  }
  if (choice.mode === "near" && !choice.isNamed) {
    return <Missing text={m.maps_needs_names()} />;
  }
  return (
    <>
      {!choice.isNamed && <CoordinateFields columns={columns} />}
      {choice.coordinates && (choice.mode === "near" ? <ProximityView {...props} /> : <PointsView {...props} />)}
    </>
  );
}

function Missing({ text }: { text: string }) {
  return <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{text}</p>;
}
