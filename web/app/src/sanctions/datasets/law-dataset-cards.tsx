"use client";

import { Plus } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { NewDatasetDialog } from "./deferred-new-dataset";
import { LawDatasetCard } from "./law-dataset-card";
import { useLawDatasets } from "./use-law-datasets";

/** The datasets of documents that questions about sanctions law are answered from. */
export function LawDatasetCards({ account }: { account: Account }) {
  const { data, error, refetch } = useLawDatasets();
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title={m.lawsets_title()}
        description={m.lawsets_description()}
        actions={
          may(account, "documents.write") && (
            <Button
              variant="primary"
              onPointerEnter={NewDatasetDialog.preload}
              onFocus={NewDatasetDialog.preload}
              onClick={() => setCreating(true)}
            >
              <Plus aria-hidden />
              {m.lawsets_new()}
            </Button>
          )
        }
      />
      {data ? (
        <section aria-label={m.lawsets_title()}>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {data.map((dataset) => (
              <LawDatasetCard key={dataset.name} dataset={dataset} account={account} />
            ))}
          </ul>
        </section>
      ) : error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-64" />
      )}
      {isCreating && <NewDatasetDialog onClose={() => setCreating(false)} />}
    </>
  );
}
