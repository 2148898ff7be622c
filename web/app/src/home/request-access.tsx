"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useRef } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { Result } from "@/components/ui/result";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

const KEY = ["access-request"];

/** What a guest can do: ask administrators for a role, and see what became of it. */
export function RequestAccess() {
  const queries = useQueryClient();
  const reasonId = useId();
  const reason = useRef<HTMLTextAreaElement>(null);
  const newest = useQuery({ queryKey: KEY, queryFn: ({ signal }) => orThrow(api.GET("/api/auth/access-request", { signal })) });
  const request = useMutation({
    mutationFn: (text: string) => orThrow(api.POST("/api/auth/access-request", { body: text === "" ? {} : { reason: text } })),
    onSuccess: (stored) => queries.setQueryData(KEY, { request: stored }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate(reason.current?.value.trim() ?? "");
  };
  const known = newest.data?.request;
  // the sent form had the focus
  const Waiting = request.isSuccess ? Result : Success;
  const mayAsk = newest.isSuccess && (!known || new Date(known.may_repeat_at) <= new Date());
  return (
    <Card>
      <CardHeader title={m.home_no_access_title()} description={m.home_no_access_description()} />
      <CardContent className="flex flex-col gap-4">
        {newest.error && <Notice variant="danger">{explain(newest.error)}</Notice>}
        {newest.isPending && <Skeleton className="h-16" />}
        {known?.status === "waiting" && <Waiting>{m.home_requested({ time: dateTime(known.created_at) })}</Waiting>}
        {known?.status === "refused" && known.decided_at && (
          <Notice variant="warning">{m.home_refused({ time: dateTime(known.decided_at) })}</Notice>
        )}
        {known && !mayAsk && <p className="text-[0.8125rem] text-muted">{m.home_ask_again({ time: dateTime(known.may_repeat_at) })}</p>}
        {mayAsk && (
          <form onSubmit={submit} className="flex flex-col gap-3">
            <FormError error={request.error} />
            <label htmlFor={reasonId} className="text-[0.8125rem] font-medium">
              {m.home_reason()}
            </label>
            <Textarea id={reasonId} name="reason" ref={reason} rows={3} maxLength={500} placeholder={m.home_reason_hint()} />
            <div>
              <Button type="submit" variant="primary" disabled={request.isPending}>
                {m.home_request()}
              </Button>
            </div>
          </form>
        )}
      </CardContent>
    </Card>
  );
}

function Success({ children }: { children: ReactNode }) {
  return <Notice variant="success">{children}</Notice>;
}
