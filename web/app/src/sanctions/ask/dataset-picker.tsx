"use client";

import { useMutation } from "@tanstack/react-query";
import { useId } from "react";

import { Badge } from "@/components/ui/badge";
import { Select } from "@/components/ui/select";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { useLawDatasets } from "@/sanctions/datasets/use-law-datasets";

interface Props {
  /** The dataset of the conversation; null for all documents. */
  dataset: string | null;
  onChange: (dataset: string | null) => Promise<void>;
}

/** The documents that questions are answered from. */
export function DatasetPicker({ dataset, onChange }: Props) {
  const id = useId();
  const { data: datasets } = useLawDatasets();
  const changing = useMutation({ mutationFn: onChange });
  const names = (datasets ?? []).map(({ name }) => name);
  const isGone = dataset !== null && datasets !== undefined && !names.includes(dataset);
  const count = datasets?.find(({ name }) => name === dataset)?.document_count;
  // a dataset that was deleted stays that of its conversations
  const known = dataset === null || names.includes(dataset) ? names : [dataset, ...names];
  return (
    <div id="current-dataset-indicator" className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      <label htmlFor={id} className="text-muted">
        {m.lawchat_dataset()}
      </label>
      <Select
        id={id}
        value={dataset ?? ""}
        choices={[{ value: "", label: m.lawchat_dataset_all() }, ...known.map((name) => ({ value: name, label: name }))]}
        onChange={(name) => changing.mutate(name === "" ? null : name)}
      />
      {isGone ? (
        <Badge variant="warning">{m.lawchat_dataset_gone()}</Badge>
      ) : (
        count !== undefined && (
          <Badge id="dataset-count-badge" variant={count === 0 ? "warning" : "neutral"}>
            {m.lawsets_documents({ count })}
          </Badge>
        )
      )}
      {changing.error && (
        <span role="alert" className="text-danger">
          {explain(changing.error)}
        </span>
      )}
    </div>
  );
}
