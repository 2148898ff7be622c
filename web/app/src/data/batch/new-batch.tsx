"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useId, useState } from "react";
import { type BatchIn, type FieldsOut, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";
import { DropZone } from "@/uploads/drop-zone";

import { ColumnsCheck } from "./columns-check";
import { exampleOf, MOST_ACCIDENTS, readAccidents } from "./read-accidents";
import { decode } from "./read-csv";

/** A file of 100 accidents has less than 20 kB; a larger one is another table. */
const MOST_BYTES = 1_000_000;

interface Props {
  fields: FieldsOut;
  onStart: (id: string) => void;
}

/** A table of accidents from a file or the clipboard, checked before it is sent. */
export function NewBatch({ fields, onStart }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [source, setSource] = useState<string | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const table = readAccidents(text, fields);
  const count = table.accidents.length;
  const isComplete = count > 0 && count <= MOST_ACCIDENTS && table.missing.length === 0 && table.repeated.length === 0;
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => {
      const body = { accidents: table.accidents } as unknown as BatchIn;
      return orThrow(api.POST("/api/predict/eclo/batch", { params: { header: { "Idempotency-Key": key } }, body }));
    },
    onSuccess: ({ batch_id }) => onStart(batch_id),
  });
  const change = (changed: string) => {
    setText(changed);
    setSource(null);
    setRefusal(null);
    // another table is another request
    setKey(crypto.randomUUID());
    reset();
  };
  const read = async ([file]: File[]) => {
    if (!file) {
      return;
    }
    const decoded = file.size > MOST_BYTES ? null : decode(new Uint8Array(await file.arrayBuffer()));
    change(decoded?.text ?? "");
    setRefusal(file.size > MOST_BYTES ? m.data_batch_too_large() : decoded ? null : m.data_batch_unreadable());
    setSource(decoded ? m.data_batch_read({ file: file.name, encoding: decoded.encoding }) : null);
  };
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isPending) {
          mutate();
        }
      }}
    >
      <Notice variant="warning">{fields.model.quality}</Notice>
      <Card>
        <CardHeader
          title={m.data_batch_table()}
          description={m.data_batch_hint({ most: MOST_ACCIDENTS })}
          actions={
            <Button
              size="small"
              variant="ghost"
              onClick={() => saveFile(new Blob([`\uFEFF${exampleOf(fields)}`], { type: "text/csv" }), "accidents.csv")}
            >
              <Download aria-hidden />
              {m.data_batch_example()}
            </Button>
          }
        />
        <CardContent className="flex flex-col gap-4">
          <DropZone label={m.data_batch_drop()} accept=".csv,.tsv,.txt,text/csv" onFiles={(files) => void read(files)} />
          {refusal && <Notice variant="danger">{refusal}</Notice>}
          {source && (
            <p role="status" className="text-xs text-muted">
              {source}
            </p>
          )}
          <div>
            <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
              {m.data_batch_paste()}
            </label>
            <Textarea
              id={id}
              name="accidents"
              value={text}
              spellCheck={false}
              wrap="off"
              placeholder={exampleOf(fields)}
              className="h-40 font-mono text-xs whitespace-pre"
              onChange={(event) => change(event.target.value)}
            />
          </div>
          {text.trim() !== "" && <ColumnsCheck table={table} />}
          {error && <FormError error={error} />}
          <Button type="submit" variant="primary" className="self-start" disabled={!isComplete} aria-disabled={isPending}>
            {isPending ? m.data_batch_starting() : m.data_batch_start({ count })}
          </Button>
        </CardContent>
      </Card>
    </form>
  );
}
