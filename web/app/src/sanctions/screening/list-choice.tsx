"use client";

import { LabelledCheckbox } from "@/components/labelled-checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { useLists } from "@/sanctions/entities/use-entities";

interface Props {
  /** The chosen sources; empty for all. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** The lists to search. */
export function ListChoice({ chosen, onChange }: Props) {
  const { data, error, isPending } = useLists();
  const toggle = (id: string, isChosen: boolean) => onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{m.screening_lists()}</legend>
      <p className="mb-2 text-xs text-muted">{m.screening_lists_hint()}</p>
      {isPending ? (
        <Skeleton className="h-5 w-64" />
      ) : error ? (
        <p className="text-[0.8125rem] text-muted">{m.screening_lists_unknown({ reason: explain(error) })}</p>
      ) : data.length === 0 ? (
        <p className="text-[0.8125rem] text-muted">{m.entities_no_lists()}</p>
      ) : (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {data.map(({ id, name }) => (
            <LabelledCheckbox key={id} label={name} isChecked={chosen.includes(id)} onChange={(isChosen) => toggle(id, isChosen)} />
          ))}
        </div>
      )}
    </fieldset>
  );
}
