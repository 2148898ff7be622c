"use client";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <h1 className="text-xl font-semibold">Something went wrong on this page</h1>
      <p className="max-w-sm text-muted">Your stored data is safe. Reload the page to continue.</p>
      {/* every page loads this one, and would load the component twice */}
      <button
        type="button"
        onClick={reset}
        className="mt-3 h-9 rounded-md bg-primary px-3.5 text-sm font-medium text-on-primary hover:bg-primary-strong"
      >
        Try again
      </button>
    </main>
  );
}
