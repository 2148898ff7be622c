"use client";

import { useEffect, useRef } from "react";

import type { MapPoint } from "./map-points";
import { isInside, project, type View } from "./view";

const RADIUS = 3.5;

interface Props {
  points: MapPoint[];
  view: View;
  /** The place of a table among those on the map; its points have a shape of their own. */
  layer: number;
  /** The class of its text colour, which is that of the points. */
  colour: string;
}

/** The points of one table. A canvas draws thousands of them in milliseconds. */
export function PointsCanvas({ points, view, layer, colour }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => canvas.current && drawPoints(canvas.current, points, view, layer);
    draw();
    // the colour follows the theme
    const changes = new MutationObserver(draw);
    changes.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
    return () => changes.disconnect();
  }, [points, view, layer]);
  return <canvas ref={canvas} aria-hidden className={`pointer-events-none absolute inset-0 size-full ${colour}`} />;
}

function drawPoints(canvas: HTMLCanvasElement, points: MapPoint[], view: View, layer: number): void {
  const context = canvas.getContext("2d");
  if (!context) {
    return;
  }
  const density = devicePixelRatio;
  canvas.width = Math.round(view.width * density);
  canvas.height = Math.round(view.height * density);
  context.scale(density, density);
  context.globalAlpha = 0.6;
  context.fillStyle = getComputedStyle(canvas).color;
  const at = project(view);
  for (const { position, layer: own } of points) {
    const pixel = at(position);
    if (own === layer && isInside(pixel, view)) {
      context.beginPath();
      if (layer % 2 === 0) {
        context.arc(pixel[0], pixel[1], RADIUS, 0, 2 * Math.PI);
      } else {
        context.rect(pixel[0] - RADIUS, pixel[1] - RADIUS, 2 * RADIUS, 2 * RADIUS);
      }
      context.fill();
    }
  }
}
