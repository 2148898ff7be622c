import {
  ChartColumn,
  CircleDollarSign,
  FileText,
  Gauge,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  MessagesSquare,
  ScrollText,
  ThumbsUp,
  Users,
  UsersRound,
} from "lucide-react";

import type { PageIcons } from "./page-icons";

export const ADMINISTRATION_ICONS: PageIcons = {
  "/admin/": LayoutDashboard,
  "/admin/users/": Users,
  "/admin/groups/": UsersRound,
  "/admin/access/": KeyRound,
  "/admin/sessions/": MessagesSquare,
  "/admin/feedback/": ThumbsUp,
  "/admin/documents/": FileText,
  "/admin/jobs/": ListChecks,
  "/admin/analytics/": ChartColumn,
  "/admin/evaluation/": Gauge,
  "/admin/spend/": CircleDollarSign,
  "/admin/audit/": ScrollText,
};
