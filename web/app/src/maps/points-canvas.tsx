"use client";

import { useEffect, useRef } from "react";

import type { MapPoint } from "./map-points";
import { SHAPES } from "./shapes";
import { isInside, project, type View } from "./view";

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
  const shape = new Path2D(SHAPES[layer % SHAPES.length]);
  for (const { position, layer: own } of points) {
    const pixel = at(position);
    if (own === layer && isInside(pixel, view)) {
      context.translate(pixel[0], pixel[1]);
      context.fill(shape);
      context.translate(-pixel[0], -pixel[1]);
    }
  }
}
