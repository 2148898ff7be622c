"use client";

import { ButtonLink } from "@/components/ui/button-link";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { LAW_DATASETS_PATH } from "@/sanctions/address";
import { lawAddress, NEW_CHAT } from "@/sanctions/ask/address";
import { mayAdd } from "@/sanctions/datasets/dataset-rights";
import { useLawDatasets } from "@/sanctions/datasets/use-law-datasets";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";
import { DropZone } from "@/uploads/drop-zone";
import { LAW_FILES } from "@/uploads/upload";
import { uploadStore } from "@/uploads/upload-store";

import { DatasetDocuments } from "./dataset-documents";

interface Props {
  name: string;
  account: Account;
}

/** A dataset with its documents. */
export function LawDatasetView({ name, account }: Props) {
  const { data, error, refetch } = useLawDatasets();
  const dataset = data?.find((known) => known.name.toLowerCase() === name.toLowerCase());
  useTitle(dataset?.name ?? m.pages_law_dataset());
  return (
    <>
      <BackLink href={LAW_DATASETS_PATH} label={m.lawsets_title()} />
      {name === "" || (data && !dataset) ? (
        <PageHeader title={m.lawsets_missing()} description={m.lawsets_missing_hint()} />
      ) : error && !data ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : dataset ? (
        <>
          <PageHeader
            title={dataset.name}
            {...(dataset.description ? { description: dataset.description } : {})}
            actions={
              may(account, "questions.ask") && (
                <ButtonLink href={lawAddress({ ...NEW_CHAT, dataset: dataset.name })}>{m.lawsets_ask()}</ButtonLink>
              )
            }
          />
          {mayAdd(account, dataset) && (
            <div className="mb-6">
              <DropZone
                ids={{ area: "drop-area", input: "file-input" }}
                label={m.lawsets_drop()}
                accept={LAW_FILES}
                isMultiple
                onFiles={(files) => uploadStore.addTo(dataset.name, files)}
              />
            </div>
          )}
          <DatasetDocuments name={dataset.name} mayAdd={mayAdd(account, dataset)} />
        </>
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}
