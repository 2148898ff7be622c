"use client";

import * as m from "@/paraglide/messages";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <h1 className="text-xl font-semibold">{m.pages_error()}</h1>
      <p className="max-w-sm text-muted">{m.pages_error_hint()}</p>
      {/* every page loads this one, and would load the component twice */}
      <button
        type="button"
        onClick={reset}
        className="mt-3 h-9 rounded-md bg-primary px-3.5 text-sm font-medium text-on-primary hover:bg-primary-strong"
      >
        {m.common_try_again()}
      </button>
    </main>
  );
}
