import { ListTree, Rss } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const SANCTIONS_ICONS: PageIcons = { "/sanctions/sources/": Rss, "/sanctions/entities/": ListTree };
