import { Skeleton } from "@/components/ui/skeleton";

/** As high as the lines that are loading. */
export function CardSkeleton({ lines }: { lines: number }) {
  return Array.from({ length: lines }, (_, line) => (
    <div key={line} className="flex h-12 flex-col justify-center gap-2">
      <Skeleton className="h-3.5 w-3/5" />
      <Skeleton className="h-2.5 w-2/5" />
    </div>
  ));
}
