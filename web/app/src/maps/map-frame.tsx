"use client";

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Minus, Plus, Scan } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

import { Readout } from "@/charts/readout";
import { useExplore } from "@/charts/use-explore";
import { Button } from "@/components/ui/button";
import { useWidth } from "@/lib/use-width";
import * as m from "@/paraglide/messages";

import type { Bounds, Position } from "./geo";
import { useMapView } from "./use-map-view";
import type { View } from "./view";

/** Something on a map that arrow keys reach. */
export interface MapItem {
  position: Position;
  text: string;
}

/** What the layers of a map know of it. */
export interface MapState {
  view: View;
  /** The index of the item that is pointed at or was reached by keys. */
  active: number | null;
  point: (item: number | null) => void;
}

interface Props {
  title: string;
  bounds: Bounds;
  items: MapItem[];
  /** The layers, the lowest first. */
  children: (state: MapState) => ReactNode;
}

/** The pixels that one press moves the map. */
const MOVE = 80;
/** The keys that move it, with Shift: arrow keys alone go from item to item. */
const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [MOVE, 0],
  ArrowRight: [-MOVE, 0],
  ArrowUp: [0, MOVE],
  ArrowDown: [0, -MOVE],
};

/** A map that can be moved and zoomed by buttons, keys and pointer. It loads nothing from other servers. */
export function MapFrame({ title, bounds, items, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const height = width < 500 ? 320 : 480;
  const { view, show, zoomIn, zoomOut, reset, move, drag } = useMapView(bounds, Math.max(width, 1), height, frame);
  const { active, point, keys } = useExplore(items.length);
  const press = (event: KeyboardEvent) => {
    const zoom = { "+": () => zoomIn(), "=": () => zoomIn(), "-": zoomOut, "0": reset }[event.key];
    const way = event.shiftKey ? MOVES[event.key] : undefined;
    if (zoom && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      zoom();
    } else if (way) {
      event.preventDefault();
      move(...way);
    } else {
      keys.onKeyDown(event);
    }
  };
  const shown = active === null ? undefined : items[active];
  useEffect(() => {
    if (shown) {
      show(shown.position);
    }
  }, [shown, show]);
  const controls = [
    { icon: Plus, label: m.maps_zoom_in(), act: () => zoomIn() },
    { icon: Minus, label: m.maps_zoom_out(), act: zoomOut },
    { icon: Scan, label: m.maps_reset(), act: reset },
    { icon: ArrowLeft, label: m.maps_left(), act: () => move(MOVE, 0) },
    { icon: ArrowUp, label: m.maps_up(), act: () => move(0, MOVE) },
    { icon: ArrowDown, label: m.maps_down(), act: () => move(0, -MOVE) },
    { icon: ArrowRight, label: m.maps_right(), act: () => move(-MOVE, 0) },
  ];
  return (
    <div>
      <div role="toolbar" aria-label={m.maps_controls()} className="mb-2 flex flex-wrap gap-1">
        {controls.map(({ icon: Icon, label, act }) => (
          <Button key={label} size="smallIcon" aria-label={label} title={label} onClick={act}>
            <Icon />
          </Button>
        ))}
      </div>
      <div
        ref={frame}
        role="group"
        aria-label={title}
        tabIndex={0}
        onBlur={keys.onBlur}
        onKeyDown={press}
        onPointerLeave={(event) => event.pointerType === "mouse" && point(null)}
        onDoubleClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          zoomIn([event.clientX - box.left, event.clientY - box.top]);
        }}
        {...drag}
        onPointerMove={(event) => {
          // a finger that taps moves a little
          if (event.buttons === 1 && Math.abs(event.movementX) + Math.abs(event.movementY) > 2) {
            // or the map would move back to it
            point(null);
          }
          drag.onPointerMove(event);
        }}
        className="relative h-80 touch-none overflow-hidden rounded-md border bg-surface select-none sm:h-[30rem]"
      >
        {width > 0 && children({ view, active, point })}
      </div>
      <Readout text={shown?.text ?? null} />
      <p className="text-xs text-muted">{m.maps_hint()}</p>
    </div>
  );
}
