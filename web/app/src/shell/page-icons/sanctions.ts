import { BellRing, ListTree, Rss, ScanSearch } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const SANCTIONS_ICONS: PageIcons = {
  "/sanctions/sources/": Rss,
  "/sanctions/screening/": ScanSearch,
  "/sanctions/alerts/": BellRing,
  "/sanctions/entities/": ListTree,
};
