"use client";

import { useState } from "react";

import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { DISTANCES } from "./map-choice";

/** The distances within which places are counted, at least one of them. */
export function Distances({ kilometres }: { kilometres: number[] }) {
  const address = kilometres.join(",");
  // a box changes when it is pressed, the address a little later
  const [state, setState] = useState({ address, chosen: kilometres });
  if (state.address !== address) {
    setState({ address, chosen: kilometres });
  }
  const { chosen } = state;
  const toggle = (distance: number) => {
    const next = DISTANCES.filter((own) => (own === distance ? !chosen.includes(own) : chosen.includes(own)));
    setState({ address, chosen: next });
    changeChoice({ km: next.join(",") });
  };
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{m.maps_distances()}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2 text-[0.8125rem]">
        {DISTANCES.map((distance) => (
          <label key={distance} className="inline-flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-primary"
              checked={chosen.includes(distance)}
              disabled={chosen.length === 1 && chosen.includes(distance)}
              onChange={() => toggle(distance)}
            />
            {m.maps_kilometres({ number: distance })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
