import { Button } from "@/components/ui/button";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

interface Props {
  name: string;
  onClick: () => void;
}

/** Opens the decision on a request. It is removed once that is made. */
export function DecideButton({ name, onClick }: Props) {
  const button = useFocusAfterRemoval<HTMLButtonElement>();
  return (
    <Button ref={button} size="small" aria-label={m.admin_access_decide_named({ name })} onClick={onClick}>
      {m.admin_access_decide()}
    </Button>
  );
}
