"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import type { FieldsOut } from "sisuiq-client";

import { type AccidentForm, readForm } from "@/data/accident-form";
import { type Change, readChange } from "@/data/change";
import { changeAddress, currentAddressWith } from "@/lib/change-address";

/** The form and the change that is tried, both of the address, so that they survive a reload and can be shared. */
export function useAccidentForm(fields: FieldsOut) {
  const parameters = new URLSearchParams(useSearchParams());
  const [today] = useState(localDay);
  const form = readForm(parameters, fields, today);
  const change = readChange(parameters, fields, form);
  const set = useCallback((changes: Partial<AccidentForm>) => {
    changeAddress(currentAddressWith(changes as Record<string, string>), "replace");
  }, []);
  const setChange = useCallback((wanted: Change | null) => {
    changeAddress(currentAddressWith({ change: wanted?.field ?? null, to: wanted?.to ?? null }), "replace");
  }, []);
  return { form, set, change, setChange };
}

/** Today in the time zone of the browser. */
function localDay(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
