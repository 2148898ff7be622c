import { Skeleton } from "@/components/ui/skeleton";

/** In place of a page that is loading. */
export function PdfPageSkeleton() {
  return <Skeleton className="aspect-[1/1.414] w-full" />;
}
