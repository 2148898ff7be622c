import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import * as m from "@/paraglide/messages";

interface Props {
  columns: string[];
  rows: Record<string, unknown>[];
}

export function PreviewTable({ columns, rows }: Props) {
  return (
    <div
      className="thin-scrollbar overflow-x-auto rounded-lg border"
      role="region"
      aria-label={m.admin_analytics_first_rows()}
      tabIndex={0}
    >
      <Table className="text-xs">
        <thead className="bg-surface">
          <tr>
            {columns.map((column) => (
              <TableHead key={column} className="font-mono">
                {column}
              </TableHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow key={index}>
              {columns.map((column) => (
                <TableCell key={column} className="whitespace-nowrap">
                  {String(row[column] ?? "")}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
