import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Figures } from "@/lib/figures";
import { decimal } from "@/lib/format";
import * as m from "@/paraglide/messages";

export function ColumnsTable({ figures: { columns, column_types, numeric_summary } }: { figures: Figures }) {
  return (
    <div className="thin-scrollbar overflow-x-auto rounded-lg border" role="region" aria-label={m.admin_analytics_columns()} tabIndex={0}>
      <Table>
        <thead className="bg-surface">
          <tr>
            {[
              m.admin_analytics_column(),
              m.admin_analytics_column_type(),
              m.admin_analytics_column_min(),
              m.admin_analytics_column_mean(),
              m.admin_analytics_column_max(),
            ].map((title) => (
              <TableHead key={title}>{title}</TableHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns?.map((column) => {
            const numbers = numeric_summary?.[column];
            return (
              <TableRow key={column}>
                <TableCell className="font-mono text-xs">{column}</TableCell>
                <TableCell className="text-muted">{column_types?.[column]}</TableCell>
                {[numbers?.min, numbers?.mean, numbers?.max].map((value, index) => (
                  <TableCell key={index} className="tabular-nums">
                    {typeof value === "number" ? decimal(value) : ""}
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
