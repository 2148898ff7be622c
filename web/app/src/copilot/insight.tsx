import type { ReactNode } from "react";

interface Props {
  title: string;
  children: ReactNode;
}

export function Insight({ title, children }: Props) {
  return (
    <section className="border-b px-5 py-4 last:border-b-0">
      <h3 className="mb-3 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
