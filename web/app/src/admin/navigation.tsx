"use client";

import {
  ChartColumn,
  CircleDollarSign,
  FileText,
  Gauge,
  LayoutDashboard,
  ListChecks,
  MessagesSquare,
  ScrollText,
  ThumbsUp,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

import { classes } from "@/lib/classes";
import { Logo } from "@/shell/logo";
import { VersionLine } from "@/shell/version-line";

const PAGES = [
  { href: "/admin/", label: "Overview", icon: LayoutDashboard },
  { href: "/admin/users/", label: "Users", icon: Users },
  { href: "/admin/sessions/", label: "Sessions", icon: MessagesSquare },
  { href: "/admin/feedback/", label: "Feedback", icon: ThumbsUp },
  { href: "/admin/documents/", label: "Documents", icon: FileText },
  { href: "/admin/jobs/", label: "Jobs", icon: ListChecks },
  { href: "/admin/analytics/", label: "Analytics", icon: ChartColumn },
  { href: "/admin/evaluation/", label: "Evaluation", icon: Gauge },
  { href: "/admin/spend/", label: "Spend", icon: CircleDollarSign },
  { href: "/admin/audit/", label: "Audit log", icon: ScrollText },
];

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  const current = listOf(pathname);
  return (
    <nav aria-label="Administration" className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <Link href="/admin/" className="flex h-14 shrink-0 items-center gap-2.5 px-4" onClick={onNavigate}>
        <Logo className="size-7" />
        <span className="text-sm font-semibold tracking-tight">SISUiQ Admin</span>
      </Link>
      <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-3 py-2">
        {PAGES.map(({ href, label, icon: Icon }) => {
          const isCurrent = current === href;
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={isCurrent ? "page" : undefined}
                className={classes(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium transition-colors",
                  isCurrent ? "bg-tint text-link" : "text-muted hover:bg-border/50 hover:text-foreground",
                )}
              >
                <Icon aria-hidden className="size-4" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
      <VersionLine />
    </nav>
  );
}

/** The navigation entry of a page; detail pages belong to the entry of their list. */
function listOf(pathname: string): string {
  const isIn = (part: string) => pathname.startsWith(part);
  return isIn("/admin/session") ? "/admin/sessions/" : isIn("/admin/evaluation") ? "/admin/evaluation/" : pathname;
}
