import { seriesColour } from "@/charts/series-colour";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { classes } from "@/lib/classes";
import { dollars, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

import type { Total } from "./totals";

const NUMBER = "text-right tabular-nums";

/** The providers with their colours in the chart above. */
export function ProviderTable({ providers }: { providers: (Total & { provider: string })[] }) {
  return (
    <div
      className="thin-scrollbar mt-6 overflow-x-auto rounded-lg border"
      role="region"
      aria-label={m.admin_spend_by_provider()}
      tabIndex={0}
    >
      <Table>
        <caption className="sr-only">{m.admin_spend_by_provider()}</caption>
        <thead className="bg-surface">
          <tr>
            <TableHead>{m.admin_spend_provider()}</TableHead>
            {[m.admin_spend_cost(), m.admin_spend_calls(), m.admin_spend_tokens()].map((title) => (
              <TableHead key={title} className="text-right">
                {title}
              </TableHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {providers.map(({ provider, requests, tokens, cost }, index) => (
            <TableRow key={provider}>
              <TableCell>
                <span className="inline-flex items-center gap-2.5 font-medium">
                  <span aria-hidden className={classes("size-2.5 rounded-xs", seriesColour(index))} />
                  {provider}
                </span>
              </TableCell>
              <TableCell className={NUMBER}>{dollars(cost)}</TableCell>
              <TableCell className={NUMBER}>{whole(requests)}</TableCell>
              <TableCell className={NUMBER}>{whole(tokens)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
