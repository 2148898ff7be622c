"use client";

import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { Bounds, Position } from "./geo";
import { centred, fit, isInside, panned, pinched, project, type View, zoomed } from "./view";

/** The factor of a step of zooming. */
const STEP = 1.6;
const LEAST = 0.8;
const MOST = 200;
/** The factor of zooming for each pixel that a wheel turns. */
const WHEEL = 1.003;

/** The view of a map of a width and height, from which the user can move and zoom. It starts with all bounds. */
export function useMapView({ south, west, north, east }: Bounds, width: number, height: number, frame: RefObject<HTMLElement | null>) {
  const start = useMemo(() => fit({ south, west, north, east }, width, height), [south, west, north, east, width, height]);
  const [moved, setMoved] = useState<View | null>(null);
  // the same object while nothing has moved: layers are drawn again when it is another one
  const view = useMemo(() => (moved ? { ...moved, width, height } : start), [moved, start, width, height]);
  /** Where each pointer that is down was last. */
  const grips = useRef(new Map<number, Position>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: other bounds are another map
  useEffect(() => setMoved(null), [south, west, north, east]);
  const change = useCallback(
    (next: (view: View) => View) =>
      setMoved((old) => {
        // of the latest view, because several moves may be drawn at once
        const changed = next(old ? { ...old, width, height } : start);
        return changed.scale >= start.scale * LEAST && changed.scale <= start.scale * MOST ? changed : old;
      }),
    [start, width, height],
  );
  const zoom = (factor: number, pixel?: Position) => change((old) => zoomed(old, factor, pixel));
  const show = useCallback(
    (position: Position) => {
      if (!isInside(project(view)(position), view)) {
        setMoved(centred(view, position));
      }
    },
    [view],
  );
  useEffect(() => {
    const { current } = frame;
    const turn = (event: WheelEvent) => {
      // without a key the wheel scrolls the page
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const pixel = pixelOf(event, current);
        change((old) => zoomed(old, WHEEL ** -event.deltaY, pixel));
      }
    };
    current?.addEventListener("wheel", turn, { passive: false });
    return () => current?.removeEventListener("wheel", turn);
  }, [frame, change]);
  const grab = (event: PointerEvent) => {
    if (event.isPrimary) {
      // of fingers that were lifted outside
      grips.current.clear();
    }
    if (event.button === 0) {
      grips.current.set(event.pointerId, pixelOf(event, event.currentTarget));
    }
  };
  const drag = (event: PointerEvent) => {
    const from = grips.current.get(event.pointerId);
    if (!from || event.buttons !== 1) {
      return;
    }
    const to = pixelOf(event, event.currentTarget);
    const [other] = [...grips.current].filter(([id]) => id !== event.pointerId).map(([, pixel]) => pixel);
    change((old) => (other ? pinched(old, [from, other], [to, other]) : panned(old, to[0] - from[0], to[1] - from[1])));
    grips.current.set(event.pointerId, to);
  };
  const release = (event: PointerEvent) => grips.current.delete(event.pointerId);
  return {
    view,
    show,
    zoomIn: (pixel?: Position) => zoom(STEP, pixel),
    zoomOut: () => zoom(1 / STEP),
    reset: () => setMoved(null),
    move: (right: number, down: number) => change((old) => panned(old, right, down)),
    drag: { onPointerDown: grab, onPointerMove: drag, onPointerUp: release, onPointerCancel: release },
  };
}

function pixelOf(event: { clientX: number; clientY: number }, element: Element | null): Position {
  const box = element?.getBoundingClientRect();
  return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
}
