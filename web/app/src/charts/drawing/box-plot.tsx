import type { Box } from "./drawing";
import type { Look } from "./looks";

interface Props {
  box: Box;
  /** The place of a number along the axis of the values. */
  place: (value: number) => number;
  /** The middle across this axis. */
  across: number;
  thickness: number;
  isVertical: boolean;
  look: Look | undefined;
}

/** Whiskers, quartiles, median as a line, mean as a diamond, and outliers as rings. */
export function BoxPlot({ box, place, across, thickness, isVertical, look }: Props) {
  const [lower, q1, median, q3, upper, mean] = [box.lower_whisker, box.q1, box.median, box.q3, box.upper_whisker, box.mean].map(place) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const half = thickness / 2;
  const line = (from: number, to: number, one: number, other: number) =>
    isVertical ? { x1: one, x2: other, y1: from, y2: to } : { x1: from, x2: to, y1: one, y2: other };
  const [start, length] = [Math.min(q1, q3), Math.max(Math.abs(q3 - q1), 1)];
  const area = isVertical
    ? { x: across - half, y: start, width: thickness, height: length }
    : { x: start, y: across - half, width: length, height: thickness };
  const [x, y] = isVertical ? [across, mean] : [mean, across];
  return (
    <g className={look?.stroke} strokeWidth={1.5} fill="none">
      <line {...line(lower, q1, across, across)} />
      <line {...line(q3, upper, across, across)} />
      <line {...line(lower, lower, across - half / 2, across + half / 2)} />
      <line {...line(upper, upper, across - half / 2, across + half / 2)} />
      <rect {...area} className={look?.fill} fillOpacity={0.25} />
      <line {...line(median, median, across - half, across + half)} strokeWidth={3} />
      <path d={`M${x} ${y - 4}l4 4l-4 4l-4-4z`} className="fill-background" />
      {box.outliers.map((value, at) => (
        <circle key={at} cx={isVertical ? across : place(value)} cy={isVertical ? place(value) : across} r={2.5} strokeOpacity={0.7} />
      ))}
    </g>
  );
}
