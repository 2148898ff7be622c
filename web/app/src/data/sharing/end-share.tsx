import { useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import * as m from "@/paraglide/messages";

import { useEndShare } from "./use-share";

interface Props {
  id: string;
  onEnded: () => void;
}

/** Ends a link, after a confirmation in place: what it does cannot be undone. */
export function EndShare({ id, onEnded }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { mutate, error, isPending, reset } = useEndShare(id, onEnded);
  const confirm = useRef<HTMLButtonElement>(null);
  const ask = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking !== wasAsking.current) {
      wasAsking.current = isAsking;
      (isAsking ? confirm : ask).current?.focus();
    }
  }, [isAsking]);
  const cancel = () => {
    reset();
    setAsking(false);
  };
  return (
    <div className="flex flex-col items-start gap-3 border-t pt-4">
      {isAsking ? (
        <>
          <p id={`end-${id}`} className="text-[0.8125rem]">
            {m.sharing_end_hint()}
          </p>
          <FormError error={error} />
          <div className="flex gap-2">
            <Button
              ref={confirm}
              variant="danger"
              aria-describedby={`end-${id}`}
              aria-disabled={isPending}
              onClick={() => !isPending && mutate()}
            >
              {m.sharing_end_confirm()}
            </Button>
            <Button onClick={cancel}>{m.sharing_end_cancel()}</Button>
          </div>
        </>
      ) : (
        <Button ref={ask} onClick={() => setAsking(true)}>
          {m.sharing_end()}
        </Button>
      )}
    </div>
  );
}
