"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw, X } from "lucide-react";
import { useEffect, useState } from "react";
import { ApiError, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { useOnline } from "@/lib/use-online";
import * as m from "@/paraglide/messages";

const QUIET_FOR = 5 * 60_000;

/** A banner while the browser is offline or services are unavailable. */
export function StatusBanner() {
  const isOnline = useOnline();
  const [isDismissed, setDismissed] = useState(false);
  const { error, isFetching, refetch } = useQuery({
    queryKey: ["readiness"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/health/ready", { signal })),
    refetchInterval: 60_000,
    retry: 1,
  });
  useEffect(() => {
    if (!isDismissed) {
      return undefined;
    }
    const timer = setTimeout(() => setDismissed(false), QUIET_FOR);
    return () => clearTimeout(timer);
  }, [isDismissed]);

  const message = isOnline ? disruption(error) : m.copilot_offline();
  if (!message || isDismissed) {
    return null;
  }
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b border-warning-border bg-warning-tint px-4 py-1.5 text-[0.8125rem] text-warning"
    >
      <span className="min-w-0 flex-1">{message}</span>
      <Button
        variant="ghost"
        size="smallIcon"
        className="text-inherit hover:bg-transparent"
        aria-label={m.copilot_check_again()}
        disabled={isFetching}
        onClick={() => void refetch()}
      >
        <RefreshCw className={isFetching ? "animate-spin" : ""} />
      </Button>
      <Button
        variant="ghost"
        size="smallIcon"
        className="text-inherit hover:bg-transparent"
        aria-label={m.copilot_dismiss()}
        onClick={() => setDismissed(true)}
      >
        <X />
      </Button>
    </div>
  );
}

function disruption(error: unknown): string | null {
  if (!error) {
    return null;
  }
  return error instanceof ApiError && error.status === 503 ? m.copilot_disruption() : m.copilot_not_responding();
}
