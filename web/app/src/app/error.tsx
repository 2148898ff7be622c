"use client";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <h1 className="text-xl font-semibold">{m.pages_error()}</h1>
      <p className="max-w-sm text-muted">{m.pages_error_hint()}</p>
      <Button variant="primary" className="mt-3" onClick={reset}>
        {m.common_try_again()}
      </Button>
    </main>
  );
}
