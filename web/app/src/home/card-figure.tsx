interface Props {
  value: string;
  hint: string;
}

/** A number with what it counts, as high as a line. */
export function CardFigure({ value, hint }: Props) {
  return (
    <p className="h-12">
      <span className="block text-2xl leading-8 font-semibold tracking-tight tabular-nums">{value}</span>
      <span className="block truncate text-xs leading-4 text-muted">{hint}</span>
    </p>
  );
}
