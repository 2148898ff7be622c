"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Save } from "lucide-react";
import { useState } from "react";
import { type AccidentIn, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

/** Stores the prediction that is shown. A second press of the button stores no second one. */
export function SavePrediction({ accident }: { accident: AccidentIn }) {
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => orThrow(api.POST("/api/predict/eclo", { params: { header: { "Idempotency-Key": key } }, body: accident })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["/api/predict/predictions"] }),
  });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button size="small" aria-disabled={isPending || data !== undefined} onClick={() => !isPending && !data && mutate()}>
        {data ? <Check aria-hidden /> : <Save aria-hidden />}
        {data ? m.data_saved() : m.data_save()}
      </Button>
      <p role="status" className="text-xs empty:hidden">
        {data?.prediction_id && (
          <Link href={`/data/predictions/?prediction=${data.prediction_id}`} className="text-link hover:underline">
            {m.data_saved_open()}
          </Link>
        )}
        {error && <span className="text-danger">{explain(error)}</span>}
      </p>
    </div>
  );
}
