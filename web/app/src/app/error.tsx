"use client";

import { Button } from "@/components/ui/button";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <h1 className="text-xl font-semibold">Something went wrong on this page</h1>
      <p className="max-w-sm text-muted">Your stored data is safe. Reload the page to continue.</p>
      <Button variant="primary" className="mt-3" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
