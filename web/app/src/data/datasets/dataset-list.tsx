"use client";

import { Upload } from "lucide-react";
import type { DatasetOut } from "sisuiq-client";

import { StatusBadge } from "@/components/status-badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { bytes, dateTime } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useDialogInAddress } from "@/lists/use-dialog-in-address";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { datasetAddress } from "./dataset";
import { DatasetUpload } from "./deferred-dataset-upload";
import { shapeOf } from "./labels";
import { useDatasets } from "./use-datasets";

/** The datasets that the account may see. */
export function DatasetList({ account }: { account: Account }) {
  const state = useListState();
  const [isUploading, setUploading] = useDialogInAddress(state, "upload");
  const list = useDatasets(state);
  const mayUpload = may(account, "tables.write");
  const columns: Column<DatasetOut>[] = [
    {
      title: m.data_dataset_name(),
      className: "min-w-44 sm:min-w-64",
      cell: ({ id, name, description, error }) => (
        <>
          <Link href={datasetAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
            {name}
          </Link>
          {description && <span className="block text-xs text-muted">{description}</span>}
          {error && <span className="block text-xs text-danger">{error.detail}</span>}
        </>
      ),
    },
    { title: m.data_dataset_status(), cell: ({ status }) => <StatusBadge status={status} /> },
    {
      title: m.data_dataset_size(),
      className: "text-right whitespace-nowrap tabular-nums",
      cell: (dataset) => shapeOf(dataset) ?? "–",
    },
    {
      title: m.data_dataset_file_size(),
      className: "text-right whitespace-nowrap tabular-nums",
      cell: ({ size_bytes }) => (typeof size_bytes === "number" ? bytes(size_bytes) : "–"),
    },
    {
      title: m.data_dataset_access(),
      className: "whitespace-nowrap",
      cell: ({ access }) => (access === "everyone" ? m.data_dataset_everyone() : m.data_dataset_only_you()),
    },
    { title: m.data_dataset_uploaded(), className: "whitespace-nowrap", cell: ({ uploaded_at }) => dateTime(uploaded_at) },
  ];
  return (
    <>
      <PageHeader
        title={m.data_datasets_title()}
        description={m.data_datasets_description()}
        actions={
          mayUpload && (
            <Button
              variant="primary"
              onPointerEnter={DatasetUpload.preload}
              onFocus={DatasetUpload.preload}
              onClick={() => setUploading(true)}
            >
              <Upload aria-hidden />
              {m.data_dataset_upload()}
            </Button>
          )
        }
      />
      <Filters>
        <SearchField label={m.data_datasets_search()} state={state} />
      </Filters>
      <DataTable
        label={m.data_datasets_title()}
        columns={columns}
        list={list}
        state={state}
        empty={state.get("q") ? m.data_datasets_no_match() : m.data_datasets_none()}
        rowTestId="dataset-row"
      />
      {isUploading && <DatasetUpload onClose={() => setUploading(false)} />}
    </>
  );
}
