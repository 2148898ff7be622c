"use client";

import { useSearchParams } from "next/navigation";

import { Choice } from "@/components/choice";
import { type Heading, isNumeric } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { choicesOf } from "./choices";

/** The columns of coordinates, where no column has the name of one. */
export function CoordinateFields({ columns }: { columns: Heading[] }) {
  const parameters = useSearchParams();
  const choices = choicesOf(
    columns.filter(isNumeric).map(({ name }) => name),
    m.maps_choose_column(),
  );
  const field = (name: "lat" | "lon", label: string) => (
    <Choice
      label={label}
      value={parameters.get(name) ?? ""}
      choices={choices}
      onChange={(column) => changeChoice({ [name]: column || null })}
    />
  );
  return (
    <div className="mb-4">
      <p className="mb-3 text-[0.8125rem] text-muted">{m.maps_choose_coordinates()}</p>
      <div className="grid max-w-xl grid-cols-2 gap-3">
        {field("lat", m.maps_table_latitude())}
        {field("lon", m.maps_table_longitude())}
      </div>
    </div>
  );
}
