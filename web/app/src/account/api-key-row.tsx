"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiKeyOut, orThrow } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { API_KEYS } from "./query-keys";

/** A key with a button to revoke it. */
export function ApiKeyRow({ apiKey: { id, name, prefix, scopes, expires_at, last_used_at } }: { apiKey: ApiKeyOut }) {
  const queries = useQueryClient();
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const [isAsking, setAsking] = useState(false);
  const revoke = async () => {
    await orThrow(api.DELETE("/api/auth/api-keys/{id}", { params: { path: { id } } }));
    await queries.invalidateQueries({ queryKey: API_KEYS });
  };
  return (
    <li ref={row} className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {name}
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </p>
        <p className="text-xs text-muted">
          <span className="font-mono">{prefix}…</span> · {m.account_key_expires({ time: dateTime(expires_at) })}
          {last_used_at && ` · ${m.account_key_last_used({ time: dateTime(last_used_at) })}`}
        </p>
      </div>
      <Button size="small" variant="danger" aria-label={m.account_key_revoke_named({ name })} onClick={() => setAsking(true)}>
        {m.account_key_revoke()}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={m.account_key_revoke_title()}
        description={m.account_key_revoke_description({ name })}
        action={m.account_key_revoke_action()}
        onConfirm={revoke}
      />
    </li>
  );
}
