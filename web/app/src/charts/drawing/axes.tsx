import { tickLabel } from "../figure-number";
import type { Drawing } from "./drawing";
import type { Layout } from "./layout";

const TEXT = "fill-muted text-[11px] tabular-nums";

/** The axes of a drawing, with lines at the ticks of the left one. */
export function Axes({ drawing: { x, y, y2 }, layout }: { drawing: Drawing; layout: Layout }) {
  const { left, right, top, bottom, height } = layout;
  const middle = (left + right) / 2;
  return (
    <g>
      {layout.y.ticks.map(({ at, value }) => (
        <g key={value}>
          <line x1={left} x2={right} y1={at} y2={at} className="stroke-border" />
          <text x={left - 6} y={at} dy="0.32em" textAnchor="end" className={TEXT}>
            {tickLabel(value)}
          </text>
        </g>
      ))}
      {layout.y2?.ticks.map(({ at, value }) => (
        <text key={value} x={right + 6} y={at} dy="0.32em" className={TEXT}>
          {tickLabel(value)}
        </text>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} className="stroke-field" />
      {layout.x.ticks.map(({ at, value }) => (
        <text key={value} x={at} y={bottom + 16} textAnchor="middle" className={TEXT}>
          {x.scale === "category" ? shortened(x.categories?.[value] ?? "") : tickLabel(value)}
        </text>
      ))}
      <text x={middle} y={height - 6} textAnchor="middle" className={TEXT}>
        {x.label}
      </text>
      <Vertical at={11} middle={(top + bottom) / 2} label={y.label} />
      {y2 && <Vertical at={layout.width - 4} middle={(top + bottom) / 2} label={y2.label} />}
    </g>
  );
}

function Vertical({ at, middle, label }: { at: number; middle: number; label: string }) {
  return (
    <text x={at} y={middle} textAnchor="middle" transform={`rotate(-90 ${at} ${middle})`} className={TEXT}>
      {label}
    </text>
  );
}

function shortened(label: string): string {
  return label.length > 10 ? `${label.slice(0, 9)}…` : label;
}
