"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { AlertOut, AlertOutcome } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { fieldErrors } from "@/lib/field-errors";
import { choices } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import { OUTCOME_LABELS } from "@/sanctions/alerts/labels";
import { today } from "@/sanctions/day";
import { LabelledInput } from "@/session/labelled-input";

import { AlertFailure } from "./alert-failure";
import { type DecisionDraft, decisionOf, expiryDays } from "./decision-draft";
import { ReasonField } from "./reason-field";
import { decide, type NewDecision } from "./requests";

interface Props {
  alert: AlertOut;
  onReload: () => Promise<void>;
}

/** Decides whether the subject is the listed entity. */
export function DecisionForm({ alert, onReload }: Props) {
  const id = useId();
  const days = expiryDays(today());
  const [draft, setDraft] = useState<DecisionDraft>({ outcome: "", reason: "", expiresOn: days.usual });
  const change = (changes: Partial<DecisionDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const deciding = useMutation({ mutationFn: (decision: NewDecision) => decide(alert, decision), onSuccess: onReload });
  const errors = fieldErrors(deciding.error);
  const reload = () => {
    deciding.reset();
    return onReload();
  };
  const decision = decisionOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (decision && !deciding.isPending) {
      deciding.mutate(decision);
    }
  };
  return (
    <form onSubmit={submit} aria-label={m.alerts_decision()} className="flex max-w-2xl flex-col gap-4">
      <fieldset>
        <legend className="mb-1.5 text-[0.8125rem] font-medium">{m.alerts_question()}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {choices(OUTCOME_LABELS).map(({ value, label }) => (
            <label key={value} className="flex items-center gap-2 text-[0.8125rem]">
              <input
                type="radio"
                name={`${id}-outcome`}
                value={value}
                required
                checked={draft.outcome === value}
                onChange={() => change({ outcome: value as AlertOutcome })}
                className="size-4 accent-primary"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <ReasonField value={draft.reason} isRequired error={errors.reason} onChange={(reason) => change({ reason })} />
      {draft.outcome === "not_match" && (
        <div className="max-w-56">
          <LabelledInput
            label={m.alerts_expires()}
            hint={m.alerts_expires_hint()}
            name="expires_on"
            type="date"
            required
            min={days.first}
            max={days.last}
            value={draft.expiresOn}
            error={errors.expires_on}
            onChange={(expiresOn) => change({ expiresOn })}
          />
        </div>
      )}
      <AlertFailure error={deciding.error} onReload={reload} />
      <div>
        {/* a disabled button would lose the focus */}
        <Button type="submit" variant="primary" aria-disabled={deciding.isPending} disabled={decision === null}>
          {m.alerts_decide()}
        </Button>
      </div>
    </form>
  );
}
