"use client";

import { useTitle } from "@/lib/use-title";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

/** In place of a dataset whose link is unknown, has ended or was revoked: nobody can see which. */
export function LinkGone() {
  useTitle(m.sharing_gone_title());
  return (
    <>
      <PageHeader title={m.sharing_gone_title()} />
      <p className="max-w-xl text-muted">{m.sharing_gone_hint()}</p>
    </>
  );
}
