"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type AdminUserOut, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

const FOUND = 5;

interface Callbacks {
  onSuccess: () => void;
  onError: () => void;
}

interface Props {
  label: string;
  /** The text of the buttons, and their accessible name for an account. */
  action: string;
  actionFor: (name: string) => string;
  /** The IDs of accounts that are already added, and what is shown instead of their button. */
  known: string[];
  knownAs: string;
  /** Guests cannot read documents, but can be prepared for the role they will get. */
  includesGuests?: boolean;
  isBusy: boolean;
  /** Why an account was not added. */
  failure: string | undefined;
  onAdd: (account: AdminUserOut, callbacks: Callbacks) => void;
}

/** Searches accounts, to add one of them to something. */
export function AddBySearch({ label, action, actionFor, known, knownAs, includesGuests = false, isBusy, failure, onAdd }: Props) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const q = useDebouncedValue(typed.trim());
  const { data, error } = useQuery({
    queryKey: ["accounts", q],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/users", { params: { query: { q, limit: FOUND } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const isAsked = typed.trim() !== "" && q !== "";
  const found = isAsked ? (data?.data ?? []).filter(({ role }) => includesGuests || role !== "guest") : [];
  const focus = () => field.current?.focus();
  const callbacks = {
    onSuccess() {
      setTyped("");
      focus();
    },
    onError: focus,
  };
  return (
    <div role="search">
      <LabelledInput
        label={label}
        error={failure}
        type="search"
        placeholder={m.documents_add_person_placeholder()}
        maxLength={200}
        autoComplete="off"
        inputRef={field}
        value={typed}
        onChange={setTyped}
      />
      <p role="status" className="text-[0.8125rem] text-muted">
        {isAsked && data && found.length === 0 && <span className="mt-2 block">{m.documents_add_person_none()}</span>}
      </p>
      {isAsked && error && (
        <p role="alert" className="mt-2 text-[0.8125rem] text-danger">
          {explain(error)}
        </p>
      )}
      {found.length > 0 && (
        <ul className="mt-2 divide-y rounded-md border" aria-label={m.documents_accounts_found()}>
          {found.map((account) => (
            <li key={account.id} className="flex min-h-12 items-center gap-2 py-1.5 pr-1.5 pl-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{account.name}</span>
                <span className="block truncate text-xs text-muted">{account.email}</span>
              </span>
              {known.includes(account.id) ? (
                <span className="px-2.5 text-xs text-muted">{knownAs}</span>
              ) : (
                <Button
                  size="small"
                  aria-disabled={isBusy}
                  aria-label={actionFor(account.name)}
                  onClick={() => !isBusy && onAdd(account, callbacks)}
                >
                  {action}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
