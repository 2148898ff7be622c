"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";
import { DropZone } from "@/uploads/drop-zone";
import { Progress } from "@/uploads/progress";

import { MOST_ROWS, refusalOf } from "./batch-file";
import { screenFile } from "./requests";

/** A file of subjects to screen, with the limits it has to keep. */
export function NewBatch({ onStart }: { onStart: (id: string) => void }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [share, setShare] = useState(0);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (file: File) => screenFile(file, setShare),
    onSuccess: onStart,
  });
  const choose = ([file]: File[]) => {
    if (!file || isPending) {
      return;
    }
    const reason = refusalOf(file);
    setRefusal(reason);
    setShare(0);
    if (reason === null) {
      mutate(file);
    } else {
      reset();
    }
  };
  return (
    <Card>
      <CardHeader title={m.screening_file()} description={m.screening_file_hint({ most: whole(MOST_ROWS) })} />
      <CardContent className="flex flex-col gap-4">
        <p className="text-[0.8125rem] text-muted">{m.screening_file_columns()}</p>
        {isPending ? (
          <Progress label={m.screening_file_uploading()} percent={Math.round(share * 100)} />
        ) : (
          <DropZone label={m.screening_file_drop()} accept=".csv,text/csv" onFiles={choose} />
        )}
        {refusal && <Notice variant="danger">{refusal}</Notice>}
        {error && <FormError error={error} />}
      </CardContent>
    </Card>
  );
}
