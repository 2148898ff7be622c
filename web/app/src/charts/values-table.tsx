interface Props {
  title: string;
  /** The heading of the labels. */
  unit: string;
  series: string[];
  columns: { label: string; values: number[] }[];
  format: (value: number) => string;
}

/** The values of a chart as a table for screen readers. */
export function ValuesTable({ title, unit, series, columns, format }: Props) {
  return (
    // a hidden table would still be as wide as its content
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
