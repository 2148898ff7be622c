import type { Metadata } from "next";

import { Logo } from "@/shell/logo";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <Logo className="mb-3 size-10" />
      <h1 className="text-xl font-semibold">Page not found</h1>
      <p className="max-w-sm text-muted">Check the address, or go to the copilot.</p>
      {/* every page contains this one: it has no component with scripts */}
      <a
        href="/"
        className="mt-3 flex h-9 items-center rounded-md bg-primary px-3.5 text-sm font-medium text-on-primary hover:bg-primary-strong"
      >
        Go to the copilot
      </a>
    </main>
  );
}
