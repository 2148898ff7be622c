import type { ReactNode } from "react";
import type { DatasetDetailsOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { type ColumnProfile, encodingOf, type LeftOut } from "@/data/datasets/dataset";
import { KIND_LABELS, personalLabel } from "@/data/datasets/labels";
import { percent, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** What a reader of the data should know: source, licence, personal data, how the file was read, and the columns. */
export function DataCard({ dataset }: { dataset: DatasetDetailsOut }) {
  const { data_card, description, file_name, reading, profile } = dataset;
  const suspected = data_card.suspected_personal_data;
  const encoding = encodingOf(dataset);
  const leftOut = (reading?.left_out ?? []) as unknown as LeftOut[];
  // from the reader, which writes English
  const remarks = [...(reading?.remarks ?? []), ...leftOut.map(({ detail }) => detail)];
  return (
    <div className="flex flex-col gap-6">
      {suspected.length > 0 && (
        <Notice variant="warning">
          {m.data_card_personal()}
          <ul className="mt-1 list-disc pl-4">
            {suspected.map(({ column, kind, percent: share }) => (
              <li key={`${column} ${kind}`}>
                {m.data_card_personal_column({ column, kind: personalLabel(kind), share: percent(share / 100) })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Card>
        <CardHeader title={m.data_card_about()} />
        <CardContent>
          <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
            <Fact term={m.data_card_description()}>{description}</Fact>
            <Fact term={m.data_card_source()}>{data_card.source}</Fact>
            <Fact term={m.data_card_licence()}>{data_card.licence}</Fact>
            <Fact term={m.data_card_file()}>{file_name}</Fact>
            <Fact term={m.data_dataset_encoding()}>{encoding}</Fact>
            <Fact term={m.data_card_left_out()}>
              {reading ? m.data_card_left_out_rows({ count: leftOut.reduce((sum, { rows }) => sum + rows, 0) }) : null}
            </Fact>
          </dl>
          {remarks.length > 0 && (
            <ul lang="en" className="mt-4 flex list-disc flex-col gap-1 pl-4 text-xs text-muted">
              {remarks.map((remark) => (
                <li key={remark}>{remark}</li>
              ))}
            </ul>
          )}
        </CardContent>
      </Card>
      {profile && <Columns columns={profile.columns as unknown as ColumnProfile[]} />}
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{term}</dt>
      <dd className="wrap-anywhere">{children ?? m.data_card_unknown()}</dd>
    </div>
  );
}

function Columns({ columns }: { columns: ColumnProfile[] }) {
  return (
    <Card className="overflow-hidden">
      <div role="region" aria-label={m.data_card_columns()} tabIndex={0} className="thin-scrollbar overflow-x-auto">
        <Table>
          <caption className="sr-only">{m.data_card_columns()}</caption>
          <thead className="bg-surface">
            <tr>
              <TableHead>{m.data_column()}</TableHead>
              <TableHead>{m.data_column_type()}</TableHead>
              <TableHead className="text-right">{m.data_column_missing()}</TableHead>
              <TableHead className="text-right">{m.data_column_distinct()}</TableHead>
              <TableHead>{m.data_column_values()}</TableHead>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <TableRow key={column.name}>
                <TableCell className="min-w-32 font-medium wrap-anywhere">{column.name}</TableCell>
                <TableCell className="whitespace-nowrap">{KIND_LABELS[column.kind]}</TableCell>
                <TableCell className="text-right whitespace-nowrap tabular-nums">
                  {column.missing === 0
                    ? whole(0)
                    : m.data_column_share({ count: whole(column.missing), share: percent(column.missing_percent / 100) })}
                </TableCell>
                <TableCell className="text-right tabular-nums">{whole(column.distinct)}</TableCell>
                <TableCell className="min-w-48 text-[0.8125rem] text-muted">{valuesOf(column)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

/** The range of numbers and times, the most frequent texts. */
function valuesOf({ numbers, period, top }: ColumnProfile): string {
  if (numbers) {
    return m.data_column_range({ min: figure(numbers.min), max: figure(numbers.max), mean: figure(numbers.mean) });
  }
  const [from, to] = period ?? [];
  if (from !== undefined && to !== undefined) {
    return m.data_column_period({ from, to });
  }
  return top
    .slice(0, 3)
    .map(({ value, count }) => m.data_column_top({ value: String(value), count: whole(count) }))
    .join(", ");
}
