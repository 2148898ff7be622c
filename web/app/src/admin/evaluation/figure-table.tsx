import type { EvaluationFigure } from "sisuiq-client";

import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { capitalized, share, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

const NUMBER = "text-right whitespace-nowrap tabular-nums";

/** The metrics of a run over all its answers. */
export function FigureTable({ figures }: { figures: EvaluationFigure[] }) {
  return (
    <>
      <h2 className="mt-8 mb-3 text-sm font-semibold">{m.admin_evaluation_figures()}</h2>
      <Card className="thin-scrollbar overflow-x-auto" role="region" aria-label={m.admin_evaluation_figures()} tabIndex={0}>
        <Table>
          <caption className="sr-only">{m.admin_evaluation_figures()}</caption>
          <thead className="bg-surface">
            <tr>
              <TableHead>{m.admin_evaluation_figure()}</TableHead>
              {[m.admin_evaluation_value(), m.admin_evaluation_interval(), m.admin_evaluation_count()].map((title) => (
                <TableHead key={title} className="text-right">
                  {title}
                </TableHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, value, low, high, count }) => (
              <TableRow key={name}>
                <TableCell className="min-w-44 font-medium">{capitalized(name)}</TableCell>
                {/* without cases there is no value */}
                <TableCell className={NUMBER}>{count > 0 ? share(value) : "–"}</TableCell>
                <TableCell className={NUMBER}>
                  {count > 0 ? m.admin_evaluation_interval_bounds({ low: share(low), high: share(high) }) : "–"}
                </TableCell>
                <TableCell className={NUMBER}>{whole(count)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  );
}
