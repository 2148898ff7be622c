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
import { dateTime } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

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
        title={m.account_second_factor_title()}
        description={m.account_second_factor_description()}
        actions={data && <Badge variant={data.enabled ? "primary" : "neutral"}>{data.enabled ? m.common_on() : m.common_off()}</Badge>}
      />
      <CardContent>
        {error && <Notice variant="danger">{explain(error)}</Notice>}
        {!data && !error && <Skeleton className="h-9 w-40" />}
        {data?.enabled && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-muted">
              {data.enabled_at && `${m.account_second_factor_since({ time: dateTime(data.enabled_at) })} `}
              {m.account_second_factor_codes_left({ count: data.recovery_codes })}
            </p>
            <Button variant="danger" onClick={() => setDialog("remove")}>
              {m.common_remove()}
            </Button>
          </div>
        )}
        {data && !data.enabled && <Button onClick={() => setDialog("add")}>{m.account_authenticator_add()}</Button>}
      </CardContent>
      {dialog === "add" && <AddSecondFactor onClose={close} />}
      {dialog === "remove" && <RemoveSecondFactor onClose={close} />}
    </Card>
  );
}
