import type { MapOut } from "sisuiq-client";

import { whole } from "@/lib/counts";
import { LAYER_COLOURS, SHAPES } from "@/maps/shapes";
import * as m from "@/paraglide/messages";

interface Props {
  layers: MapOut["layers"];
  /** Whether points have the shape of their layer. */
  hasShapes: boolean;
}

/** The datasets on a map, with what is shown and left out of each. */
export function LayerList({ layers, hasShapes }: Props) {
  return (
    <ul aria-label={m.maps_layers()} className="mt-3 flex flex-col gap-1 text-xs text-muted tabular-nums">
      {layers.map(({ name, shown, total, missing, invalid }, at) => (
        <li key={`${at} ${name}`} className="flex items-baseline gap-2">
          {hasShapes && (
            <svg aria-hidden width="10" height="10" viewBox="-5 -5 10 10" className={`shrink-0 ${LAYER_COLOURS[at]}`}>
              <path d={SHAPES[at]} fill="currentColor" />
            </svg>
          )}
          <span className="min-w-0 wrap-anywhere">
            {m.maps_layer({ name, shown: whole(shown), total: whole(total) })}
            {missing + invalid > 0 && ` · ${m.maps_left_out({ count: missing + invalid })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
