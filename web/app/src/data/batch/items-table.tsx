import type { FieldsOut, ItemOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { SeverityBadge } from "@/data/severity-badge";
import * as m from "@/paraglide/messages";

/** The results of a batch by accident, with the reason of each one that was refused. */
export function ItemsTable({ items, fields }: { items: ItemOut[]; fields: FieldsOut }) {
  const district = fields.fields.find(({ key }) => key === "district")?.korean ?? "";
  return (
    <Card className="overflow-hidden">
      <div role="region" aria-label={m.data_batch_results()} tabIndex={0} className="thin-scrollbar overflow-x-auto">
        <Table>
          <caption className="sr-only">{m.data_batch_results()}</caption>
          <thead className="bg-surface">
            <tr>
              <TableHead className="text-right">{m.data_batch_number()}</TableHead>
              <TableHead>{m.data_district()}</TableHead>
              <TableHead className="text-right">{m.data_eclo()}</TableHead>
              <TableHead className="text-right">{m.data_interval_column()}</TableHead>
              <TableHead>{m.data_severity()}</TableHead>
              <TableHead>{m.data_remarks()}</TableHead>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Item key={item.index} item={item} district={district} />
            ))}
          </tbody>
        </Table>
      </div>
      {items.length === 0 && <p className="px-6 py-12 text-center text-muted">{m.data_batch_no_results()}</p>}
    </Card>
  );
}

function Item({
  item: { index, features, eclo, interval, severity, interpretation, error, notes },
  district,
}: {
  item: ItemOut;
  district: string;
}) {
  const place = (features as Record<string, unknown>)[district];
  return (
    <TableRow data-testid="batch-item">
      <TableCell className="text-right tabular-nums">{index}</TableCell>
      <TableCell className="min-w-44">
        {place === undefined ? "–" : String(place)}
        {/* where narrow windows show it without scrolling */}
        {error && <span className="block text-[0.8125rem] text-danger">{error}</span>}
      </TableCell>
      <TableCell className="text-right tabular-nums">{typeof eclo === "number" ? figure(eclo) : "–"}</TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {interval ? `${figure(interval.lower)}–${figure(interval.upper)}` : "–"}
      </TableCell>
      <TableCell>{severity ? <SeverityBadge severity={severity} name={interpretation ?? severity} /> : "–"}</TableCell>
      <TableCell className="min-w-56 text-[0.8125rem] text-muted">{notes.join(" ")}</TableCell>
    </TableRow>
  );
}
