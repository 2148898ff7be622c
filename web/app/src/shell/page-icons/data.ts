import { Database, Gauge, History, MessageSquareText, Rows3 } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const DATA_ICONS: PageIcons = {
  "/data/": Database,
  "/data/chat/": MessageSquareText,
  "/data/predict/": Gauge,
  "/data/batch/": Rows3,
  "/data/predictions/": History,
};
