"use client";

import { useEffect, useRef } from "react";

import { decimal } from "@/lib/format";

interface Props {
  title: string;
  columns: { label: string; value: number }[];
}

/** A column chart with the number above each column. A wide chart starts scrolled to its last columns. */
export function ColumnChart({ title, columns }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new columns make the chart wider
  useEffect(() => {
    frame.current?.scrollTo({ left: frame.current.scrollWidth });
  }, [columns.length]);
  const largest = Math.max(...columns.map(({ value }) => value), 1);
  return (
    <figure>
      <figcaption className="sr-only">{title}</figcaption>
      <div ref={frame} role="group" aria-label={title} tabIndex={0} className="thin-scrollbar overflow-x-auto">
        <ol className="flex h-44 items-stretch gap-1.5">
          {columns.map(({ label, value }) => (
            <li key={label} className="flex max-w-20 min-w-11 flex-1 flex-col justify-end text-center">
              <span className="text-[0.6875rem] text-muted tabular-nums">{decimal(value)}</span>
              <div className="mt-1 flex-none rounded-t-sm bg-primary" style={{ height: `${(value / largest) * 7}rem` }} />
              <span className="mt-1.5 truncate text-[0.6875rem] text-muted">{label}</span>
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
}
