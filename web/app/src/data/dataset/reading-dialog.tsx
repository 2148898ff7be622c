"use client";

import { type FormEvent, useId, useState } from "react";
import type { Corrections } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { encodingOf } from "@/data/datasets/dataset";
import { ENCODINGS } from "@/data/datasets/encodings";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import type { DatasetDialogProps } from "./deferred-dialogs";
import { useDatasetChange } from "./use-dataset-change";

const SEPARATORS = [
  { value: "", label: m.data_dataset_encoding_auto() },
  { value: ",", label: m.data_separator_comma() },
  { value: ";", label: m.data_separator_semicolon() },
  { value: "\t", label: m.data_separator_tab() },
  { value: "|", label: m.data_separator_bar() },
];
const DATE_ORDERS = [
  { value: "", label: m.data_dataset_encoding_auto() },
  { value: "day_first", label: m.data_day_first() },
  { value: "month_first", label: m.data_month_first() },
  { value: "year_first", label: m.data_year_first() },
];

const DECIMAL_MARKS = [
  { value: "", label: m.data_dataset_encoding_auto() },
  { value: "point", label: m.data_decimal_point() },
  { value: "comma", label: m.data_decimal_comma() },
];

/** The corrections that the form has; empty where nothing is corrected. */
const FIELDS = ["encoding", "separator", "sheet", "header_row", "date_order", "decimal_mark", "time_zone"] as const;
type Wish = Record<(typeof FIELDS)[number], string>;

/** Corrects how the file of a dataset is read; it is read again then. */
export function ReadingDialog({ dataset, onClose }: DatasetDialogProps) {
  const { mapping } = dataset;
  const [wish, setWish] = useState(() => Object.fromEntries(FIELDS.map((name) => [name, String(mapping[name] ?? "")])) as Wish);
  const set = (name: keyof Wish) => (value: string) => setWish({ ...wish, [name]: value });
  const { mutate, error, isPending } = useDatasetChange(dataset.id, onClose);
  const found = encodingOf(dataset);
  const isWorkbook = dataset.file_name?.toLowerCase().endsWith(".xlsx") ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ mapping: mappingOf(mapping, wish, isWorkbook) });
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.data_reading_title()} description={m.data_reading_hint()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {isWorkbook ? (
          <LabelledInput label={m.data_sheet()} hint={m.data_sheet_hint()} maxLength={31} value={wish.sheet} onChange={set("sheet")} />
        ) : (
          <>
            <Choice
              label={m.data_dataset_encoding()}
              hint={found ? m.data_reading_found({ encoding: found }) : undefined}
              value={wish.encoding}
              choices={ENCODINGS}
              onChange={set("encoding")}
            />
            <Choice label={m.data_separator()} value={wish.separator} choices={SEPARATORS} onChange={set("separator")} />
          </>
        )}
        <LabelledInput
          label={m.data_header_row()}
          hint={m.data_header_row_hint()}
          type="number"
          min={0}
          value={wish.header_row}
          onChange={set("header_row")}
        />
        <Choice label={m.data_date_order()} value={wish.date_order} choices={DATE_ORDERS} onChange={set("date_order")} />
        <Choice label={m.data_decimal_mark()} value={wish.decimal_mark} choices={DECIMAL_MARKS} onChange={set("decimal_mark")} />
        <LabelledInput
          label={m.data_time_zone()}
          hint={m.data_time_zone_hint()}
          maxLength={60}
          value={wish.time_zone}
          onChange={set("time_zone")}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={isPending}>
            {m.data_reading_again()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** All corrections: those of the form, and what it does not have as it is. What the kind of file cannot have is left out. */
function mappingOf(known: Corrections, wish: Wish, isWorkbook: boolean): Corrections {
  const given = FIELDS.map((name) => [name, wish[name].trim() === "" ? null : name === "header_row" ? Number(wish[name]) : wish[name]]);
  const others = isWorkbook ? { encoding: null, separator: null } : { sheet: null, include_hidden: false };
  return { ...known, ...Object.fromEntries(given), ...others };
}

interface ChoiceProps {
  label: string;
  hint?: string | undefined;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, hint, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Select id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
