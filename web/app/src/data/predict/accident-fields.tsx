"use client";

import { useId } from "react";
import type { FieldsOut } from "sisuiq-client";

import { Select } from "@/components/ui/select";
import { type AccidentForm, CATEGORIES, DERIVED } from "@/data/accident-form";
import { nameOf, valuesOf } from "@/data/fields";
import { hourLabel } from "@/data/hour-label";
import { fieldErrors } from "@/lib/field-errors";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { DistrictField } from "./district-field";

interface Props {
  form: AccidentForm;
  fields: FieldsOut;
  /** The error of the latest request. */
  error: unknown;
  onChange: (changes: Partial<AccidentForm>) => void;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourLabel(hour) }));

/** The circumstances of an accident. */
export function AccidentFields({ form, fields, error, onChange }: Props) {
  const errors = fieldErrors(error, "accident.");
  const dateError = errors.accident_year ?? errors.accident_month ?? errors.accident_day;
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      <DistrictField
        label={nameOf("district", fields)}
        areas={fields.districts}
        value={form.district}
        error={errors.district}
        onChange={(district) => onChange({ district })}
      />
      <div className="grid grid-cols-2 gap-3">
        <LabelledInput
          label={m.data_date()}
          type="date"
          name="date"
          min="1900-01-01"
          max="2100-12-31"
          required
          value={form.date}
          error={dateError}
          onChange={(date) => onChange({ date })}
        />
        <Choice
          label={nameOf("accident_hour", fields)}
          value={form.accident_hour}
          choices={HOURS}
          error={errors.accident_hour}
          onChange={(hour) => onChange({ accident_hour: hour })}
        />
      </div>
      {CATEGORIES.map((key) => (
        <Choice
          key={key}
          label={nameOf(key, fields)}
          value={form[key]}
          choices={valuesOf(key, fields).map((value) => ({ value, label: value }))}
          isKorean
          error={errors[key]}
          onChange={(value) => onChange({ [key]: value })}
        />
      ))}
      {DERIVED.map((key) => (
        <Choice
          key={key}
          label={nameOf(key, fields)}
          value={form[key]}
          choices={[
            { value: "", label: key === "day_of_week" ? m.data_from_date() : m.data_from_hour() },
            ...valuesOf(key, fields).map((value) => ({ value, label: value })),
          ]}
          error={errors[key]}
          onChange={(value) => onChange({ [key]: value })}
        />
      ))}
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  isKorean?: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Choice({ label, value, choices, isKorean, error, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {label}
      </label>
      <Select
        id={id}
        className="w-full"
        value={value}
        choices={choices}
        lang={isKorean ? "ko" : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={onChange}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
