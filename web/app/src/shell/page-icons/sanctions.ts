import { BellRing, LibraryBig, ListTree, MessagesSquare, Rss, ScanSearch } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const SANCTIONS_ICONS: PageIcons = {
  "/sanctions/sources/": Rss,
  "/sanctions/screening/": ScanSearch,
  "/sanctions/alerts/": BellRing,
  "/sanctions/ask/": MessagesSquare,
  "/sanctions/datasets/": LibraryBig,
  "/sanctions/entities/": ListTree,
};
