import { Button } from "@/components/ui/button";
import { focusHeading } from "@/lib/focus";
import * as m from "@/paraglide/messages";

interface Props {
  text: string;
  onRetry: () => void;
}

/** In place of content that could not be loaded. */
export function CardError({ text, onRetry }: Props) {
  return (
    <div role="alert" className="flex min-h-12 items-center gap-3">
      <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{text}</p>
      <Button
        size="small"
        onClick={({ currentTarget }) => {
          // the button is removed
          focusHeading(currentTarget);
          onRetry();
        }}
      >
        {m.common_try_again()}
      </Button>
    </div>
  );
}
