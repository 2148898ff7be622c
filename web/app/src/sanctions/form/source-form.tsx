"use client";

import { type FormEvent, useState } from "react";
import type { SourceFormat, SourceIn, SourcePart, WatchedSourceOut } from "sisuiq-client";

import { Choice } from "@/components/choice";
import { LabelledCheckbox } from "@/components/labelled-checkbox";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { fieldErrors } from "@/lib/field-errors";
import { list } from "@/lib/format";
import { choices } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { FORMAT_LABELS, PART_LABELS } from "@/sanctions/labels";
import { hostsOf } from "@/sanctions/sources/select-sources";
import { useFreshness, useSources } from "@/sanctions/sources/use-sources";
import { LabelledInput } from "@/session/labelled-input";

import { ScheduleFields } from "./schedule-fields";
import { draftOf, fieldOf, partsOf, type SourceDraft, settingsOf } from "./source-draft";

/** The longest texts that the API accepts. */
const MOST = { name: 100, dataset: 60, url: 2000 };

interface Props {
  /** The source that is edited; a new one without it. */
  source?: WatchedSourceOut;
  error: unknown;
  isPending: boolean;
  save: string;
  onCancel: () => void;
  onSave: (settings: SourceIn) => void;
}

/** The settings of a source. */
export function SourceForm({ source, error, isPending, save, onCancel, onSave }: Props) {
  const [draft, setDraft] = useState(() => draftOf(source));
  const freshness = useFreshness();
  const hosts = useSources(hostsOf).data ?? [];
  const change = (changes: Partial<SourceDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const errors = fieldErrors(error);
  const parts = partsOf(draft.format);
  const marked = ["name", "dataset", "schedule", "threshold", ...parts.map((part) => fieldOf(part, draft))];
  const isMarked = marked.some((field) => field !== undefined && errors[field] !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) {
      onSave(settingsOf(draft));
    }
  };
  const isEmpty = draft.name.trim() === "" || draft.dataset.trim() === "" || draft.urls.main.trim() === "";
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <LabelledInput
          label={m.sources_name()}
          hint={m.sources_name_hint({ count: MOST.name })}
          name="name"
          maxLength={MOST.name}
          required
          autoComplete="off"
          autoFocus
          value={draft.name}
          error={errors.name}
          onChange={(name) => change({ name })}
        />
        <Choice
          label={m.sources_format()}
          hint={source ? m.sources_format_fixed() : m.sources_format_hint()}
          name="format"
          value={draft.format}
          choices={choices(FORMAT_LABELS)}
          disabled={source !== undefined}
          onChange={(format) => change({ format: format as SourceFormat })}
        />
        <LabelledInput
          label={m.sources_dataset()}
          hint={m.sources_dataset_hint({ count: MOST.dataset })}
          name="dataset"
          minLength={3}
          maxLength={MOST.dataset}
          required
          autoComplete="off"
          spellCheck={false}
          value={draft.dataset}
          error={errors.dataset}
          onChange={(dataset) => change({ dataset })}
        />
      </div>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-2 text-sm font-semibold">{m.sources_files()}</legend>
        <div className="text-[0.8125rem] text-muted">
          <p>{m.sources_files_hint()}</p>
          {hosts.length > 0 && <p className="mt-1 wrap-anywhere">{m.sources_hosts({ hosts: list(hosts) })}</p>}
        </div>
        {parts.map((part) => (
          <AddressField
            key={part}
            part={part}
            isOnly={parts.length === 1}
            draft={draft}
            errors={errors}
            onChange={(url) => change({ urls: { ...draft.urls, [part]: url } })}
          />
        ))}
      </fieldset>
      <ScheduleFields
        schedule={draft.schedule}
        objective={freshness.data?.objective_hours}
        error={errors.schedule}
        onChange={(schedule) => change({ schedule })}
      />
      {draft.format !== "law" && (
        <LabelledInput
          label={m.sources_threshold()}
          hint={m.sources_threshold_hint()}
          name="threshold"
          type="number"
          min={0.5}
          max={1}
          step="0.01"
          autoComplete="off"
          value={draft.threshold}
          error={errors.threshold}
          onChange={(threshold) => change({ threshold })}
        />
      )}
      <LabelledCheckbox
        label={m.sources_enabled()}
        hint={m.sources_enabled_hint()}
        name="enabled"
        isChecked={draft.enabled}
        onChange={(enabled) => change({ enabled })}
      />
      <FormError error={error} describe={(failure) => (isMarked ? m.sources_form_marked() : explain(failure))} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{m.common_cancel()}</Button>
        {/* a disabled button would lose the focus */}
        <Button type="submit" variant="primary" aria-disabled={isPending} disabled={isEmpty}>
          {save}
        </Button>
      </div>
    </form>
  );
}

interface AddressProps {
  part: SourcePart;
  isOnly: boolean;
  draft: SourceDraft;
  errors: Record<string, string | undefined>;
  onChange: (url: string) => void;
}

/** The address of a part of a source. */
function AddressField({ part, isOnly, draft, errors, onChange }: AddressProps) {
  const field = fieldOf(part, draft);
  return (
    <LabelledInput
      label={isOnly ? m.sources_address() : part === "main" ? PART_LABELS.main : m.sources_part_optional({ part: PART_LABELS[part] })}
      name={field}
      type="url"
      maxLength={MOST.url}
      required={part === "main"}
      placeholder={m.sources_address_example()}
      autoComplete="off"
      spellCheck={false}
      value={draft.urls[part]}
      error={field && errors[field]}
      onChange={onChange}
    />
  );
}
