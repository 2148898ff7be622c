import type { EntityVersionOut, ListSourceRecord } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { dateTime, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { RECORD_LABELS } from "@/sanctions/entity-labels";
import { PART_LABELS } from "@/sanctions/labels";
import { describePeriod } from "@/sanctions/period";
import type { Account } from "@/session/account";

import { PartTable } from "./part-table";
import { RunLink } from "./run-link";

interface Props {
  version: EntityVersionOut;
  records: ListSourceRecord[];
  account: Account;
}

/** The run, files and records that a version of an entry was read from. */
export function Provenance({ version, records, account }: Props) {
  return (
    <>
      <Card className="mb-8">
        <CardHeader title={m.entities_provenance()} />
        <CardContent>
          <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
            <Fact term={m.entities_version()}>
              {m.entities_version_number({ number: version.number })} · {describePeriod(version)}
            </Fact>
            <Fact term={m.entities_learned()}>
              <RunLink id={version.run_id} account={account}>
                {m.entities_learned_in_run({ time: dateTime(version.known_from) })}
              </RunLink>
            </Fact>
          </dl>
        </CardContent>
      </Card>
      <PartTable
        title={m.entities_files()}
        rows={version.files}
        columns={[
          { title: m.sources_file_part(), cell: ({ part }) => PART_LABELS[part] },
          { title: m.sources_file_address(), className: "min-w-64 text-[0.8125rem] wrap-anywhere", cell: ({ url }) => url },
          { title: m.sources_file_sha256(), className: "min-w-72 font-mono text-xs wrap-anywhere", cell: ({ sha256 }) => sha256 },
          { title: m.sources_file_fetched(), className: "whitespace-nowrap", cell: ({ fetched_at }) => dateTime(fetched_at) },
        ]}
      />
      <PartTable
        title={m.entities_records()}
        rows={records}
        columns={[
          { title: m.entities_record(), cell: ({ part }) => RECORD_LABELS[part] },
          { title: m.entities_record_id(), className: "min-w-24 wrap-anywhere", cell: ({ id }) => id },
          { title: m.entities_record_line(), className: "tabular-nums", cell: ({ line, path }) => path ?? whole(line) },
          { title: m.sources_file_sha256(), className: "min-w-72 font-mono text-xs wrap-anywhere", cell: ({ digest }) => digest },
        ]}
      />
    </>
  );
}
