"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { ApiKeyRow } from "./api-key-row";
import { NewApiKey } from "./new-api-key";
import { API_KEYS } from "./query-keys";

export function ApiKeys({ account }: { account: Account }) {
  const [isAdding, setAdding] = useState(false);
  const { data, error } = useQuery({
    queryKey: API_KEYS,
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/api-keys", { signal })),
  });
  return (
    <Card>
      <CardHeader
        title={m.account_keys_title()}
        description={m.account_keys_description()}
        actions={
          <Button size="small" onClick={() => setAdding(true)}>
            {m.account_keys_add()}
          </Button>
        }
      />
      <CardContent>
        {error && <Notice variant="danger">{explain(error)}</Notice>}
        {!data && !error && <Skeleton className="h-12 w-full" />}
        {data?.count === 0 && <p className="text-muted">{m.account_keys_empty()}</p>}
        <ul className="divide-y">
          {data?.data.map((key) => (
            <ApiKeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      </CardContent>
      {isAdding && <NewApiKey account={account} onClose={() => setAdding(false)} />}
    </Card>
  );
}
