"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import { LabelledInput } from "@/session/labelled-input";

const FOUND = 5;

interface Props {
  /** The IDs of people who already have access. */
  known: string[];
  isBusy: boolean;
  onAdd: (userId: string, onDone: () => void) => void;
}

export function AddBySearch({ known, isBusy, onAdd }: Props) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const startAgain = () => {
    setTyped("");
    field.current?.focus();
  };
  const q = useDebouncedValue(typed.trim());
  const { data, error } = useQuery({
    queryKey: ["accounts", q],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/users", { params: { query: { q, limit: FOUND } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const isAsked = typed.trim() !== "" && q !== "";
  const found = isAsked ? (data?.data ?? []).filter(({ id, role }) => role !== "guest" && !known.includes(id)) : [];
  return (
    <div role="search">
      <LabelledInput
        label="Add a person"
        inputRef={field}
        type="search"
        placeholder="E-mail or name"
        maxLength={200}
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <p role="status" className="text-[0.8125rem] text-muted">
        {isAsked && data && found.length === 0 && <span className="mt-2 block">No matching accounts.</span>}
      </p>
      {isAsked && error && (
        <p role="alert" className="mt-2 text-[0.8125rem] text-danger">
          {explain(error)}
        </p>
      )}
      {found.length > 0 && (
        <ul className="mt-2 divide-y rounded-md border" aria-label="Accounts found">
          {found.map(({ id, name, email }) => (
            <li key={id} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{name}</span>
                <span className="block truncate text-xs text-muted">{email}</span>
              </span>
              <Button size="small" disabled={isBusy} aria-label={`Share with ${name}`} onClick={() => onAdd(id, startAgain)}>
                Share
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
