import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";

interface Props {
  /** Whether there is no such row, or it is not shared. */
  isMissing: boolean;
  /** The text for that. */
  missing: string;
  error: unknown;
  onRetry: () => void;
}

/** In place of details that are not there: they are loading, could not be loaded, or do not exist. */
export function DetailsState({ isMissing, missing, error, onRetry }: Props) {
  if (isMissing) {
    return (
      <p role="alert" className="px-6 py-12 text-center text-muted">
        {missing}
      </p>
    );
  }
  return <div className="p-6">{error ? <ErrorCard error={error} onRetry={onRetry} /> : <Skeleton className="h-40" />}</div>;
}
