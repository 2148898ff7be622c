import type { AccidentSeverity } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";

const VARIANTS = { minor: "neutral", moderate: "primary", serious: "warning", very_serious: "danger" } as const;

interface Props {
  severity: AccidentSeverity;
  /** The name of the class, as the API writes it. */
  name: string;
}

export function SeverityBadge({ severity, name }: Props) {
  return <Badge variant={VARIANTS[severity]}>{name}</Badge>;
}
