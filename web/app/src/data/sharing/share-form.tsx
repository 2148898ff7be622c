import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ShareOut, SuspicionOut } from "sisuiq-client";

import { LabelledCheckbox } from "@/components/labelled-checkbox";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { PersonalColumns } from "../dataset/personal-columns";
import { usePutShare } from "./use-share";

/** The most questions a day without another choice, as in the API. */
const QUESTIONS = 50;

interface Props {
  id: string;
  /** The link, if there is one. */
  share: ShareOut | null;
  /** The columns that may have personal data. */
  suspected: SuspicionOut[];
  /** Takes the focus, because the button that had it is gone. */
  isFocused: boolean;
  onDone: () => void;
}

/** What a link allows. Before there is one, suspected personal data have to be confirmed. */
export function ShareForm({ id, share, suspected, isFocused, onDone }: Props) {
  const [allowsProvider, setAllowsProvider] = useState(share?.allow_provider ?? false);
  const [budget, setBudget] = useState(String(share?.daily_budget ?? QUESTIONS));
  const [isConfirmed, setConfirmed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { mutate, error, isPending } = usePutShare(id, onDone);
  useEffect(() => {
    if (isFocused) {
      button.current?.focus();
    }
  }, [isFocused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) {
      mutate({ allow_provider: allowsProvider, daily_budget: Number(budget) });
    }
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {suspected.length > 0 && (
        <PersonalColumns title={share ? m.sharing_personal_shared() : m.sharing_personal()} columns={suspected}>
          {!share && <LabelledCheckbox label={m.sharing_personal_confirm()} isChecked={isConfirmed} required onChange={setConfirmed} />}
        </PersonalColumns>
      )}
      <LabelledCheckbox
        label={m.sharing_provider()}
        hint={m.sharing_provider_hint()}
        name="allow_provider"
        isChecked={allowsProvider}
        onChange={setAllowsProvider}
      />
      <LabelledInput
        label={m.sharing_budget()}
        hint={m.sharing_budget_hint()}
        name="daily_budget"
        type="number"
        min={0}
        max={1000}
        required
        value={budget}
        onChange={setBudget}
      />
      <FormError error={error} />
      {/* a disabled button would lose the focus */}
      <Button ref={button} type="submit" variant={share ? "outline" : "primary"} className="self-start" aria-disabled={isPending}>
        {share ? m.sharing_save() : m.sharing_create()}
      </Button>
    </form>
  );
}
