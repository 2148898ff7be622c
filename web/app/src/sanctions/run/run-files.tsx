import type { RunFileOut } from "sisuiq-client";

import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { bytes, dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { PART_LABELS } from "@/sanctions/labels";

/** The files that a run fetched. */
export function RunFiles({ files, format }: { files: RunFileOut[]; format: string | undefined }) {
  return (
    <Card className="overflow-hidden">
      <div role="region" aria-label={m.sources_fetched()} tabIndex={0} className="thin-scrollbar overflow-x-auto">
        <Table>
          <caption className="sr-only">{m.sources_fetched()}</caption>
          <thead className="bg-surface">
            <tr>
              <TableHead>{m.sources_file_part()}</TableHead>
              <TableHead>{m.sources_file_address()}</TableHead>
              <TableHead>{m.sources_file_type()}</TableHead>
              <TableHead className="text-right">{m.sources_file_size()}</TableHead>
              <TableHead>{m.sources_file_sha256()}</TableHead>
              <TableHead>{m.sources_file_fetched()}</TableHead>
            </tr>
          </thead>
          <tbody>
            {files.map(({ part, url, bytes: size, sha256, fetched_at }) => (
              <TableRow key={part}>
                <TableCell className="font-medium">{PART_LABELS[part]}</TableCell>
                <TableCell className="min-w-64 text-[0.8125rem] wrap-anywhere">{url}</TableCell>
                <TableCell className="min-w-36">{format ?? "–"}</TableCell>
                <TableCell className="text-right whitespace-nowrap tabular-nums">{bytes(size)}</TableCell>
                <TableCell className="min-w-72 font-mono text-xs wrap-anywhere">{sha256}</TableCell>
                <TableCell className="whitespace-nowrap">{dateTime(fetched_at)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
