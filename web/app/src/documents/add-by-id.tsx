"use client";

import { type FormEvent, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { LabelledInput } from "@/session/labelled-input";

const UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

interface Props {
  isBusy: boolean;
  onAdd: (userId: string, onDone: () => void) => void;
}

/** Shares by account ID, because only administrators can search accounts. */
export function AddById({ isBusy, onAdd }: Props) {
  const [id, setId] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd(id.trim(), () => {
      setId("");
      field.current?.focus();
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <div className="min-w-48 flex-1">
        <LabelledInput
          label="Account ID"
          inputRef={field}
          hint="Ask the person for it. It is shown on their account page."
          value={id}
          required
          pattern={`\\s*${UUID}\\s*`}
          title="An account ID, such as 0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11"
          autoComplete="off"
          spellCheck={false}
          onChange={setId}
        />
      </div>
      <Button type="submit" className="mt-[1.625rem]" disabled={isBusy || id.trim() === ""}>
        Share
      </Button>
    </form>
  );
}
