import { memo } from "react";
import { BoxPlot } from "./box-plot";
import { type Bars, type Bins, type Box, heightsOf, type Line, type Points, type Series } from "./drawing";
import type { Layout } from "./layout";
import { SERIES_LOOKS } from "./looks";

interface Props<Kind> {
  series: Kind;
  layout: Layout;
  /** The place of the series among those of its drawing, by which it has its look. */
  at: number;
  /** The fill of a second series, a pattern: colour is not all that tells series apart. */
  pattern: string;
}

/** A series. It is not drawn again while values are pointed at. */
export const SeriesView = memo(function SeriesView({ series, ...rest }: Props<Series>) {
  switch (series.type) {
    case "bins":
      return <BinsView series={series} {...rest} />;
    case "bars":
      return <BarsView series={series} {...rest} />;
    case "line":
      return <LineView series={series} {...rest} />;
    case "points":
      return <PointsView series={series} {...rest} />;
    case "box":
      return <BoxView series={series} {...rest} />;
  }
});

function BinsView({ series, layout: { x, y, bottom }, at, pattern }: Props<Bins>) {
  const look = SERIES_LOOKS[at];
  return heightsOf(series).map((height, index) => {
    const [from, to] = [x.at(series.edges[index] ?? 0), x.at(series.edges[index + 1] ?? 0)];
    const top = y.at(height);
    const box = { x: from, y: top, width: Math.max(to - from - 1, 0.5), height: bottom - top };
    return at === 0 ? (
      <rect key={index} {...box} className={look?.fill} />
    ) : (
      <rect key={index} {...box} fill={`url(#${pattern})`} className={look?.stroke} strokeWidth={1} />
    );
  });
}

function BarsView({ series: { counts }, layout: { x, y, bottom, band }, at }: Props<Bars>) {
  const width = Math.max(Math.min(band * 0.8, 48), 1);
  return counts.map((count, index) => (
    <rect
      key={index}
      x={x.at(index) - width / 2}
      y={y.at(count)}
      width={width}
      height={bottom - y.at(count)}
      className={SERIES_LOOKS[at]?.fill}
    />
  ));
}

function LineView({ series, layout, at }: Props<Line>) {
  const scale = series.is_second && layout.y2 ? layout.y2 : layout.y;
  const places = series.y.map((value, index) => ({ value, x: layout.x.at(series.x?.[index] ?? index) }));
  const path = places.map(({ value, x }, index) => {
    const isStart = index === 0 || places[index - 1]?.value === null;
    return value === null ? "" : `${isStart ? "M" : "L"}${x.toFixed(1)} ${scale.at(value).toFixed(1)}`;
  });
  const look = SERIES_LOOKS[at];
  return (
    <g>
      <path d={path.join("")} fill="none" strokeWidth={2} strokeLinejoin="round" className={look?.stroke} />
      {series.is_second &&
        places.map(
          ({ value, x }, index) =>
            value !== null && (
              <circle key={index} cx={x} cy={scale.at(value)} r={3} strokeWidth={1.5} className={`fill-background ${look?.stroke}`} />
            ),
        )}
    </g>
  );
}

/** So many points are one element: more elements would be slow, and fewer would hide how densely points lie. */
const CHUNK = 40;

function PointsView({ series: { x, y }, layout, at }: Props<Points>) {
  const parts = x.map((place, index) => `M${layout.x.at(place).toFixed(1)} ${layout.y.at(y[index] ?? 0).toFixed(1)}h0`);
  const chunks = Array.from({ length: Math.ceil(parts.length / CHUNK) }, (_, chunk) =>
    parts.slice(chunk * CHUNK, (chunk + 1) * CHUNK).join(""),
  );
  return chunks.map((path, chunk) => (
    <path key={chunk} d={path} fill="none" strokeWidth={6} strokeLinecap="round" strokeOpacity={0.6} className={SERIES_LOOKS[at]?.stroke} />
  ));
}

function BoxView({ series, layout, at }: Props<Box>) {
  return series.is_marginal && layout.marginal !== null ? (
    <BoxPlot box={series} place={layout.x.at} across={layout.marginal} thickness={20} isVertical={false} look={SERIES_LOOKS[at]} />
  ) : (
    <BoxPlot
      box={series}
      place={layout.y.at}
      across={layout.x.at(at)}
      thickness={Math.min(layout.band * 0.5, 90)}
      isVertical
      look={SERIES_LOOKS[at]}
    />
  );
}
