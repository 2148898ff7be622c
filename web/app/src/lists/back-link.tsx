import { ArrowLeft } from "lucide-react";

import { ButtonLink } from "@/components/ui/button-link";
import { lastAddress } from "./last-address";

/** A link from a detail page back to its list, as it was. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <ButtonLink href={lastAddress(href)} variant="ghost" size="small" className="mb-3 -ml-2.5 text-muted">
      <ArrowLeft />
      {label}
    </ButtonLink>
  );
}
