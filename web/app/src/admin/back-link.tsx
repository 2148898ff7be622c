import { ArrowLeft } from "lucide-react";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { lastAddress } from "@/lists/last-address";

/** A link from a detail page back to its list, as it was. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Button variant="ghost" size="small" className="mb-3 -ml-2.5 text-muted" asChild>
      <Link href={lastAddress(href)} prefetch={false}>
        <ArrowLeft />
        {label}
      </Link>
    </Button>
  );
}
