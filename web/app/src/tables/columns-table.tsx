import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Figures } from "@/lib/figures";
import { decimal } from "@/lib/format";

export function ColumnsTable({ figures: { columns, column_types, numeric_summary } }: { figures: Figures }) {
  return (
    <div className="thin-scrollbar overflow-x-auto rounded-lg border" role="region" aria-label="Columns" tabIndex={0}>
      <Table>
        <thead className="bg-surface">
          <tr>
            {["Column", "Type", "Min", "Mean", "Max"].map((title) => (
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
