"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiKeyOut, orThrow } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { explain } from "@/lib/problems";
import type { Account } from "@/session/account";

import { NewApiKey } from "./new-api-key";
import { API_KEYS } from "./query-keys";

export function ApiKeys({ account }: { account: Account }) {
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<ApiKeyOut | null>(null);
  const { data, error } = useQuery({
    queryKey: API_KEYS,
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/api-keys", { signal })),
  });
  const revoke = async () => {
    await orThrow(api.DELETE("/api/auth/api-keys/{id}", { params: { path: { id: revoked?.id ?? "" } } }));
    await queries.invalidateQueries({ queryKey: API_KEYS });
  };
  return (
    <Card>
      <CardHeader
        title="API keys"
        description="For programs that act on your behalf."
        actions={
          <Button size="small" onClick={() => setAdding(true)}>
            New key
          </Button>
        }
      />
      <CardContent>
        {error && <Notice variant="danger">{explain(error)}</Notice>}
        {!data && !error && <Skeleton className="h-12 w-full" />}
        {data?.count === 0 && <p className="text-muted">You have no API keys.</p>}
        <ul className="divide-y">
          {data?.data.map((key) => (
            <li key={key.id} className="flex items-center gap-3 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  {key.name}
                  {key.scopes.map((scope) => (
                    <Badge key={scope}>{scope}</Badge>
                  ))}
                </p>
                <p className="text-xs text-muted">
                  <span className="font-mono">{key.prefix}…</span> · expires {dateTime(key.expires_at)}
                  {key.last_used_at && ` · last used ${dateTime(key.last_used_at)}`}
                </p>
              </div>
              <Button size="small" variant="danger" aria-label={`Revoke ${key.name}`} onClick={() => setRevoked(key)}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      </CardContent>
      {isAdding && <NewApiKey account={account} onClose={() => setAdding(false)} />}
      <ConfirmDialog
        isOpen={revoked !== null}
        onClose={() => setRevoked(null)}
        title="Revoke this key?"
        description={`Programs that use “${revoked?.name}” will lose access immediately.`}
        action="Revoke key"
        onConfirm={revoke}
      />
    </Card>
  );
}
