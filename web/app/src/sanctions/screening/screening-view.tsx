"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { orThrow, type ScreenIn } from "sisuiq-client";

import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { PageHeader } from "@/shell/page-header";
import { ScreeningResult } from "./deferred-result";
import { ScreeningForm } from "./screening-form";

/** Screens one name. Whom somebody asks about is not in the address, which servers log. */
export function ScreeningView({ account }: { account: Account }) {
  const screening = useMutation({
    mutationFn: (question: ScreenIn) => {
      // a retried request with the same key is answered once
      const header = { "Idempotency-Key": crypto.randomUUID() };
      return orThrow(api.POST("/api/v1/knowledge/screen", { params: { header }, body: question }));
    },
  });
  const { data, error, isPending, variables, mutate } = screening;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (data) {
      heading.current?.focus();
    }
  }, [data]);
  return (
    <>
      <PageHeader title={m.screening_title()} description={m.screening_description()} />
      <ScreeningForm error={error} isPending={isPending} onScreen={mutate} />
      {isPending && (
        <div role="status" aria-label={m.screening_running()}>
          <Skeleton className="h-64" />
        </div>
      )}
      {data && variables && (
        <section aria-labelledby="screening-result">
          <h2 ref={heading} id="screening-result" tabIndex={-1} className="mb-3 text-base font-semibold wrap-anywhere">
            {m.screening_result_of({ name: variables.name })}
          </h2>
          <ScreeningResult result={data} account={account} />
        </section>
      )}
    </>
  );
}
