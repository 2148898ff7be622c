import type { ReactNode } from "react";

export function Filters({ children }: { children: ReactNode }) {
  return (
    <div role="search" className="mb-4 flex flex-wrap items-center gap-2">
      {children}
    </div>
  );
}
