"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { dateTime, plural } from "@/lib/format";
import { explain } from "@/lib/problems";

import { AddSecondFactor } from "./add-second-factor";
import { SECOND_FACTOR } from "./query-keys";
import { RemoveSecondFactor } from "./remove-second-factor";

export function SecondFactor() {
  const [dialog, setDialog] = useState<"add" | "remove" | null>(null);
  const { data, error } = useQuery({
    queryKey: SECOND_FACTOR,
    queryFn: ({ signal }) => orThrow(api.GET("/api/auth/totp", { signal })),
  });
  const close = () => setDialog(null);
  return (
    <Card>
      <CardHeader
        title="Second factor"
        description="Require a code from an authenticator app."
        actions={data && <Badge variant={data.enabled ? "primary" : "neutral"}>{data.enabled ? "On" : "Off"}</Badge>}
      />
      <CardContent>
        {error && <Notice variant="danger">{explain(error)}</Notice>}
        {!data && !error && <Skeleton className="h-9 w-40" />}
        {data?.enabled && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-muted">
              {data.enabled_at && `Since ${dateTime(data.enabled_at)}. `}
              {plural(data.recovery_codes, "recovery code")} left.
            </p>
            <Button variant="danger" onClick={() => setDialog("remove")}>
              Remove
            </Button>
          </div>
        )}
        {data && !data.enabled && <Button onClick={() => setDialog("add")}>Add an authenticator</Button>}
      </CardContent>
      {dialog === "add" && <AddSecondFactor onClose={close} />}
      {dialog === "remove" && <RemoveSecondFactor onClose={close} />}
    </Card>
  );
}
