interface Props {
  title: string;
  /** What a row stands for. */
  unit: string;
  series: string[];
  columns: { label: string; values: number[] }[];
  format: (value: number) => string;
}

/** What a chart shows, for whoever cannot see it. */
export function ValuesTable({ title, unit, series, columns, format }: Props) {
  return (
    // tables are as wide as what is in them, also those that are not seen
    <div className="sr-only">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{unit}</th>
            {series.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ label, values }, index) => (
            <tr key={index}>
              <th scope="row">{label}</th>
              {values.map((value, place) => (
                <td key={series[place]}>{format(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
