import type { ComponentProps, ReactNode } from "react";

import { Skeleton } from "@/components/ui/skeleton";

interface Props extends Omit<ComponentProps<"div">, "children"> {
  label: string;
  /** Null while it is loading. */
  value: ReactNode;
}

/** One labelled number of a list. */
export function StatCard({ label, value, ...rest }: Props) {
  return (
    <div className="rounded-lg border bg-raised px-4 py-3.5" {...rest}>
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd className="mt-1 flow-root text-2xl leading-8 font-semibold tracking-tight tabular-nums">
        {value ?? <Skeleton className="my-1.5 h-5 w-12" />}
      </dd>
    </div>
  );
}
