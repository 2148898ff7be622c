"use client";

import { type PointerEvent, useCallback, useEffect, useState } from "react";

import type { Bounds, Position } from "./geo";
import { centred, fit, isInside, panned, project, type View, zoomed } from "./view";

/** The factor of a step of zooming. */
const STEP = 1.6;
const LEAST = 0.8;
const MOST = 200;

/** The view of a map of a width and height, from which the user can move and zoom. It starts with all bounds. */
export function useMapView(bounds: Bounds, width: number, height: number) {
  const start = fit(bounds, width, height);
  const [moved, setMoved] = useState<View | null>(null);
  const [grip, setGrip] = useState<Position | null>(null);
  const view = moved ? { ...moved, width, height } : start;
  const { south, west, north, east } = bounds;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other bounds are another map
  useEffect(() => setMoved(null), [south, west, north, east]);
  const zoom = (factor: number, pixel?: Position) => {
    const share = (view.scale * factor) / start.scale;
    if (share >= LEAST && share <= MOST) {
      setMoved(zoomed(view, factor, pixel));
    }
  };
  const show = useCallback(
    (position: Position) => {
      if (!isInside(project(view)(position), view)) {
        setMoved(centred(view, position));
      }
    },
    [view],
  );
  const grab = (event: PointerEvent) => {
    if (event.button === 0 && event.pointerType !== "touch") {
      setGrip([event.clientX, event.clientY]);
    }
  };
  const drag = (event: PointerEvent) => {
    if (grip && event.buttons === 1) {
      setMoved(panned(view, event.clientX - grip[0], event.clientY - grip[1]));
      setGrip([event.clientX, event.clientY]);
    }
  };
  return {
    view,
    show,
    zoomIn: (pixel?: Position) => zoom(STEP, pixel),
    zoomOut: () => zoom(1 / STEP),
    reset: () => setMoved(null),
    move: (right: number, down: number) => setMoved(panned(view, right, down)),
    drag: { onPointerDown: grab, onPointerMove: drag, onPointerUp: () => setGrip(null), onPointerCancel: () => setGrip(null) },
  };
}
