"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type LoginSessionOut, orThrow } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { focusHeading } from "@/lib/focus";
import { dateTime } from "@/lib/format";
import { explain } from "@/lib/problems";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { browserOf } from "./browser-of";
import { LOGIN_SESSIONS, useLoginSessions } from "./use-login-sessions";

const FIRST = 5;

export function LoginSessions() {
  const queries = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const { data, error } = useLoginSessions();
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? orThrow(api.DELETE("/api/auth/sessions"))
        : orThrow(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } })),
    async onSuccess(_, id) {
      await queries.invalidateQueries({ queryKey: LOGIN_SESSIONS });
      if (id === null) {
        // the pressed button was removed
        focusHeading(list.current);
      }
    },
  });
  const [isWhole, setWhole] = useState(false);
  const endOnce = (id: string | null) => !end.isPending && end.mutate(id);
  const showAll = () => {
    setWhole(true);
    // the focus moves to the first new row
    requestAnimationFrame(() => list.current?.children[FIRST]?.querySelector("button")?.focus());
  };
  return (
    <Card>
      <CardHeader
        title={m.account_sessions_title()}
        actions={
          data &&
          data.count > 1 && (
            <Button size="small" aria-disabled={end.isPending} onClick={() => endOnce(null)}>
              {m.account_sessions_end_others()}
            </Button>
          )
        }
      />
      <CardContent>
        {error && <Notice variant="danger">{explain(error)}</Notice>}
        <FormError error={end.error} />
        {!data && !error && <Skeleton className="h-12 w-full" />}
        <ul ref={list} className="divide-y">
          {data?.data.slice(0, isWhole ? undefined : FIRST).map((session) => (
            <Row key={session.id} session={session} isBusy={end.isPending} onEnd={() => endOnce(session.id)} />
          ))}
        </ul>
        {data && data.data.length > FIRST && !isWhole && (
          <Button size="small" variant="ghost" className="mt-2 -ml-2.5 text-muted" onClick={showAll}>
            {m.account_sessions_show_all({ count: data.data.length })}
          </Button>
        )}
      </CardContent>
    </Card>
  );
}

interface RowProps {
  session: LoginSessionOut;
  isBusy: boolean;
  onEnd: () => void;
}

function Row({ session: { address, created_at, is_current, last_used_at, user_agent }, isBusy, onEnd }: RowProps) {
  const browser = browserOf(user_agent);
  const row = useFocusAfterRemoval<HTMLLIElement>();
  return (
    <li ref={row} className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{browser}</p>
        <p className="text-xs text-muted">
          {[address, is_current ? m.account_session_in_use() : m.account_session_last_used({ time: dateTime(last_used_at ?? created_at) })]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {is_current ? (
        <Badge variant="primary">{m.account_session_current()}</Badge>
      ) : (
        <Button size="small" variant="ghost" aria-disabled={isBusy} aria-label={m.account_session_end_named({ browser })} onClick={onEnd}>
          {m.account_session_end()}
        </Button>
      )}
    </li>
  );
}
