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
            <ApiKeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      </CardContent>
      {isAdding && <NewApiKey account={account} onClose={() => setAdding(false)} />}
    </Card>
  );
}
