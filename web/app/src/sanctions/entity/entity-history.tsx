import type { UseQueryResult } from "@tanstack/react-query";
import type { HistoryVersionOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { entityAddress } from "@/sanctions/address";
import { FieldChanges } from "@/sanctions/changes/field-changes";
import { describePeriod } from "@/sanctions/period";
import type { Account } from "@/session/account";

import { RunLink } from "./run-link";

/** The most versions that the API returns. */
const MOST = 200;

interface Props {
  id: string;
  history: UseQueryResult<HistoryVersionOut[]>;
  account: Account;
}

/** The versions of an entry, newest first, with what changed. */
export function EntityHistory({ id, history: { data, error, refetch }, account }: Props) {
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{m.entities_history()}</h2>
      {data ? (
        <>
          {data.length >= MOST && <p className="mb-3 text-[0.8125rem] text-muted">{m.entities_history_most({ count: MOST })}</p>}
          <ol className="grid gap-3">
            {data.toReversed().map((version) => (
              <li key={version.version} data-testid="version">
                <Version id={id} version={version} account={account} />
              </li>
            ))}
          </ol>
        </>
      ) : error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-40" />
      )}
    </section>
  );
}

function Version({ id, version, account }: { id: string; version: HistoryVersionOut; account: Account }) {
  const { version: number, name, valid_from, valid_to, known_from, known_to, begun_by, ended_by, returned } = version;
  return (
    <Card className="px-5 py-4 text-[0.8125rem]">
      <h3 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
        {valid_from === valid_to ? (
          // on that day the list said something else at last
          m.entities_version_number({ number })
        ) : (
          <Link href={entityAddress(id, valid_from)} className="text-link hover:underline">
            {m.entities_version_number({ number })}
          </Link>
        )}
        {!valid_to && <Badge variant="primary">{m.entities_version_current()}</Badge>}
        {returned && <Badge variant="warning">{m.entities_version_returned()}</Badge>}
      </h3>
      <p className="mt-1 wrap-anywhere">
        {name} · {describePeriod(version)}
      </p>
      <p className="mt-1 text-xs text-muted">
        <RunLink id={begun_by} account={account}>
          {m.entities_learned_in_run({ time: dateTime(known_from) })}
        </RunLink>
        {ended_by && known_to && (
          <>
            {" · "}
            <RunLink id={ended_by} account={account}>
              {m.entities_ended_in_run({ time: dateTime(known_to) })}
            </RunLink>
          </>
        )}
      </p>
      <div className="mt-3">
        <Changes version={version} />
      </div>
    </Card>
  );
}

function Changes({ version: { version, fields } }: { version: HistoryVersionOut }) {
  if (fields && fields.length > 0) {
    return <FieldChanges fields={fields} />;
  }
  const text = fields ? m.entities_fields_none() : version === 1 ? m.entities_version_first() : m.entities_fields_unknown();
  return <p className="text-muted">{text}</p>;
}
