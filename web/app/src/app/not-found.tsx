import type { Metadata } from "next";

import { buttonClasses } from "@/components/ui/button-classes";
import { Logo } from "@/shell/logo";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <Logo className="mb-3 size-10" />
      <h1 className="text-xl font-semibold">Page not found</h1>
      <p className="max-w-sm text-muted">Check the address, or go to the copilot.</p>
      {/* no component with scripts: every page would load it, since each could be missing */}
      <a href="/" className={buttonClasses({ variant: "primary" }, "mt-3")}>
        Go to the copilot
      </a>
    </main>
  );
}
