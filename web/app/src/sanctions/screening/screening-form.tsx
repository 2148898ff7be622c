"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ListEntityKind, ScreenIn, SubjectGender } from "sisuiq-client";

import { Choice } from "@/components/choice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { fieldErrors } from "@/lib/field-errors";
import { choices } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { GENDER_LABELS, KIND_LABELS } from "@/sanctions/entity-labels";
import { LabelledInput } from "@/session/labelled-input";

import { ScreeningResult } from "./deferred-result";
import { IdentifierFields } from "./identifier-fields";
import { ListChoice } from "./list-choice";
import { EMPTY_DRAFT, errorOfList, questionOf, type ScreeningDraft } from "./screening-draft";

/** The longest texts that the API accepts. */
const MOST = { name: 400, reference: 200 };

/** The thresholds that the API accepts. */
const THRESHOLD = { least: 0.5, most: 1 };

interface Props {
  error: unknown;
  isPending: boolean;
  onScreen: (question: ScreenIn) => void;
}

/** Whom to ask about: a name, and what else is known. */
export function ScreeningForm({ error, isPending, onScreen }: Props) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const change = (changes: Partial<ScreeningDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const errors = fieldErrors(error);
  const countries = errorOfList(errors, "countries");
  const identifiers = errorOfList(errors, "identifiers");
  const isMarked = [errors.name, errors.birth_date, errors.reference, errors.threshold, countries, identifiers].some(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) {
      onScreen(questionOf(draft));
    }
  };
  return (
    <Card className="mb-8 p-5">
      <form onSubmit={submit} onFocus={ScreeningResult.preload} aria-label={m.screening_form()} className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <LabelledInput
            label={m.entities_name()}
            hint={m.screening_name_hint()}
            name="name"
            maxLength={MOST.name}
            required
            autoComplete="off"
            spellCheck={false}
            value={draft.name}
            error={errors.name}
            onChange={(name) => change({ name })}
          />
          <Choice
            label={m.entities_kind()}
            name="kind"
            value={draft.kind}
            choices={[{ value: "", label: m.screening_unknown() }, ...choices(KIND_LABELS).filter(({ value }) => value !== "other")]}
            onChange={(kind) => change({ kind: kind as ListEntityKind | "" })}
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-3">
          <LabelledInput
            label={m.entities_birth_dates()}
            hint={m.screening_birth_date_hint()}
            name="birth_date"
            maxLength={10}
            pattern="\d{4}(-\d{2}(-\d{2})?)?"
            title={m.screening_birth_date_hint()}
            autoComplete="off"
            value={draft.birthDate}
            error={errors.birth_date}
            onChange={(birthDate) => change({ birthDate })}
          />
          <LabelledInput
            label={m.screening_countries()}
            hint={m.screening_countries_hint()}
            name="countries"
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            value={draft.countries}
            error={countries}
            onChange={(text) => change({ countries: text })}
          />
          <Choice
            label={m.entities_gender()}
            name="gender"
            value={draft.gender}
            choices={[{ value: "", label: m.screening_unknown() }, ...choices(GENDER_LABELS)]}
            onChange={(gender) => change({ gender: gender as SubjectGender | "" })}
          />
        </div>
        <IdentifierFields identifiers={draft.identifiers} error={identifiers} onChange={(changed) => change({ identifiers: changed })} />
        <ListChoice chosen={draft.sources} onChange={(sources) => change({ sources })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <LabelledInput
            label={m.screening_reference()}
            hint={m.screening_reference_hint()}
            name="reference"
            maxLength={MOST.reference}
            autoComplete="off"
            spellCheck={false}
            value={draft.reference}
            error={errors.reference}
            onChange={(reference) => change({ reference })}
          />
          <LabelledInput
            label={m.screening_threshold()}
            hint={m.screening_threshold_hint({ least: THRESHOLD.least, most: THRESHOLD.most })}
            name="threshold"
            type="number"
            min={THRESHOLD.least}
            max={THRESHOLD.most}
            step="0.01"
            autoComplete="off"
            value={draft.threshold}
            error={errors.threshold}
            onChange={(threshold) => change({ threshold })}
          />
        </div>
        <FormError error={error} describe={(failure) => (isMarked ? m.screening_form_marked() : explain(failure))} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setDraft(EMPTY_DRAFT)}>{m.screening_clear()}</Button>
          {/* a disabled button would lose the focus */}
          <Button type="submit" variant="primary" aria-disabled={isPending}>
            <Search aria-hidden />
            {isPending ? m.screening_running() : m.screening_run()}
          </Button>
        </div>
      </form>
    </Card>
  );
}
