import type { ColumnKind } from "sisuiq-client";

import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { KIND_LABELS } from "@/data/datasets/labels";
import { percent, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** What is known of a column. */
export interface DescribedColumn {
  name: string;
  kind: ColumnKind;
  missing: number;
  /** The share of the rows without a value, from 0 to 1. */
  missingShare: number;
  distinct: number;
  /** The range or the most frequent values; the holders of a link do not get them. */
  values?: string;
}

/** The columns of a dataset. */
export function ColumnsTable({ columns }: { columns: DescribedColumn[] }) {
  const hasValues = columns.some(({ values }) => values !== undefined);
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
              {hasValues && <TableHead>{m.data_column_values()}</TableHead>}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, kind, missing, missingShare, distinct, values }) => (
              <TableRow key={name}>
                <TableCell className="min-w-32 font-medium wrap-anywhere">{name}</TableCell>
                <TableCell className="whitespace-nowrap">{KIND_LABELS[kind]}</TableCell>
                <TableCell className="text-right whitespace-nowrap tabular-nums">
                  {missing === 0 ? whole(0) : m.data_column_share({ count: whole(missing), share: percent(missingShare) })}
                </TableCell>
                <TableCell className="text-right tabular-nums">{whole(distinct)}</TableCell>
                {hasValues && <TableCell className="min-w-48 text-[0.8125rem] text-muted">{values}</TableCell>}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
