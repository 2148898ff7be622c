"use client";

import { Button } from "@/components/ui/button";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { isInvalid } from "@/lib/problems";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import { DayFilter } from "@/lists/day-filter";
import { Filters } from "@/lists/filters";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { ENTITIES_PATH } from "@/sanctions/address";
import { today } from "@/sanctions/day";
import type { Account } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { Ownership, RelatedLists } from "./deferred-parts";
import { EntityContent } from "./entity-content";
import { EntityHistory } from "./entity-history";
import { EntityStatus } from "./entity-status";
import { useEntity, useHistory } from "./use-entity";

/** An entry of a list: what it says now or said on a day, and how that changed. */
export function EntityView({ id, account }: { id: string; account: Account }) {
  const state = useListState();
  const at = state.get("at");
  const entity = useEntity(id, at);
  const history = useHistory(id);
  const { data, error } = entity;
  const name = data?.version?.name ?? history.data?.at(-1)?.name;
  useTitle(name ?? m.pages_entity());
  if (!isId(id) || isNotFound(history.error)) {
    return (
      <>
        <BackLink href={ENTITIES_PATH} label={m.entities_title()} />
        <PageHeader title={m.entities_missing()} description={m.entities_missing_hint()} />
      </>
    );
  }
  const backToNow = () => {
    state.set({ at: "" });
    // the pressed button is removed
    document.getElementById("content")?.focus();
  };
  return (
    <>
      <BackLink href={ENTITIES_PATH} label={m.entities_title()} />
      {history.isPending && !data ? (
        <Skeleton className="h-96" />
      ) : (
        <>
          <PageHeader title={name ?? m.entities_entry()} {...(data ? { description: describe(data.list.name, data.key) } : {})} />
          <Filters>
            <DayFilter name="at" label={m.entities_day()} state={state} max={today()} />
            {at !== "" && (
              <Button size="small" onClick={backToNow}>
                {m.entities_now()}
              </Button>
            )}
          </Filters>
          {data ? (
            <>
              <EntityStatus entity={data} at={at} />
              {data.related && <RelatedLists related={data.related} at={at} />}
              {data.ownership && <Ownership ownership={data.ownership} at={at} />}
              {data.version && <EntityContent version={data.version} list={data.list} at={at} account={account} />}
            </>
          ) : error && isInvalid(error) ? (
            <p role="alert" className="mb-8 text-danger">
              {m.entities_day_invalid()}
            </p>
          ) : error ? (
            <ErrorCard error={error} onRetry={() => void entity.refetch()} />
          ) : (
            <Skeleton className="mb-8 h-96" />
          )}
          <EntityHistory id={id} history={history} account={account} />
        </>
      )}
    </>
  );
}

function describe(list: string, key: string): string {
  return `${list} · ${m.entities_key_number({ key })}`;
}
