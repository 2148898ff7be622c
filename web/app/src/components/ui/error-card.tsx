import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** Replaces content that could not be loaded. */
export function ErrorCard({ error, onRetry }: Props) {
  return (
    <Card className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="alert">
      <p className="text-muted">{explain(error)}</p>
      <Button size="small" onClick={onRetry}>
        {m.common_try_again()}
      </Button>
    </Card>
  );
}
