"use client";

import { Plus, X } from "lucide-react";
import { useRef } from "react";
import type { SubjectIdentifierKind } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { choices } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { SUBJECT_IDENTIFIER_LABELS } from "./labels";
import type { IdentifierDraft } from "./screening-draft";

/** The most numbers that the API accepts, and the longest one. */
const MOST = { numbers: 20, length: 120 };

interface Props {
  identifiers: IdentifierDraft[];
  error: string | undefined;
  onChange: (identifiers: IdentifierDraft[]) => void;
}

/** The numbers of documents and registers. */
export function IdentifierFields({ identifiers, error, onChange }: Props) {
  const add = useRef<HTMLButtonElement>(null);
  const change = (at: number, changes: Partial<IdentifierDraft>) =>
    onChange(identifiers.map((identifier, index) => (index === at ? { ...identifier, ...changes } : identifier)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{m.entities_identifiers()}</legend>
      {identifiers.map(({ key, kind, number }, at) => (
        <div key={key} className="flex flex-wrap gap-2">
          <Select
            aria-label={m.screening_identifier_kind({ number: at + 1 })}
            className="max-sm:w-full"
            value={kind}
            choices={choices(SUBJECT_IDENTIFIER_LABELS)}
            onChange={(wanted) => change(at, { kind: wanted as SubjectIdentifierKind })}
          />
          <Input
            aria-label={m.screening_identifier_number({ number: at + 1 })}
            // what was just added is about to be filled in
            autoFocus
            className="min-w-0 flex-1"
            maxLength={MOST.length}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={error ? true : undefined}
            value={number}
            onChange={({ target }) => change(at, { number: target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={m.screening_identifier_remove({ number: at + 1 })}
            onClick={() => {
              onChange(identifiers.filter((_, index) => index !== at));
              // the pressed button is about to disappear
              add.current?.focus();
            }}
          >
            <X />
          </Button>
        </div>
      ))}
      {error && (
        <p role="alert" className="text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
      <div>
        <Button
          ref={add}
          size="small"
          aria-disabled={identifiers.length >= MOST.numbers}
          onClick={() =>
            identifiers.length < MOST.numbers && onChange([...identifiers, { key: crypto.randomUUID(), kind: "passport", number: "" }])
          }
        >
          <Plus aria-hidden />
          {m.screening_identifier_add()}
        </Button>
      </div>
    </fieldset>
  );
}
