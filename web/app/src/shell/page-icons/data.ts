import { Database, Gauge, History, Rows3 } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const DATA_ICONS: PageIcons = {
  "/data/": Database,
  "/data/predict/": Gauge,
  "/data/batch/": Rows3,
  "/data/predictions/": History,
};
