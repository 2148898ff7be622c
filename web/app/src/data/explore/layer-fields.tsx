"use client";

import { X } from "lucide-react";

import { Choice } from "@/components/choice";
import { Button } from "@/components/ui/button";
import { ErrorCard } from "@/components/ui/error-card";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { otherChoices } from "./choices";
import { MOST_LAYERS } from "./map-choice";
import type { DatasetSource } from "./source";
import { useOthers } from "./use-others";

/** The other datasets on the map. */
export function LayerFields({ source, layers }: { source: DatasetSource; layers: string[] }) {
  const { data, error, refetch } = useOthers(source);
  const set = (next: string[]) => changeChoice({ with: next.join(",") || null });
  const nameOf = (id: string) => data?.find((other) => other.id === id)?.name ?? id;
  const free = (data ?? []).filter(({ id }) => !layers.includes(id));
  if (error) {
    return <ErrorCard error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div>
      {layers.length >= MOST_LAYERS - 1 ? (
        <p className="text-[0.8125rem] text-muted">{m.maps_layers_full({ most: MOST_LAYERS })}</p>
      ) : data?.length === 0 ? (
        <p className="text-[0.8125rem] text-muted">{m.charts_other_none()}</p>
      ) : (
        <Choice
          label={m.maps_layer_add()}
          value=""
          choices={otherChoices(free)}
          onChange={(id) => id !== "" && set([...layers, id])}
          hint={m.maps_layer_hint({ most: MOST_LAYERS, used: layers.length + 1 })}
        />
      )}
      <ul className="mt-2 flex flex-col gap-1">
        {layers.map((id) => (
          <li key={id} className="flex items-center gap-1 text-[0.8125rem]">
            <span className="min-w-0 flex-1 truncate">{nameOf(id)}</span>
            <Button
              variant="ghost"
              size="smallIcon"
              aria-label={m.maps_layer_remove({ name: nameOf(id) })}
              onClick={() => set(layers.filter((own) => own !== id))}
            >
              <X />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
