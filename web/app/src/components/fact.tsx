import type { ReactNode } from "react";

import * as m from "@/paraglide/messages";

/** A term with what is known of it. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{term}</dt>
      <dd className="wrap-anywhere">{children ?? m.common_not_stated()}</dd>
    </div>
  );
}
