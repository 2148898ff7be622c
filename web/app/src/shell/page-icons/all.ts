import { House } from "lucide-react";

import { ADMINISTRATION_ICONS } from "./administration";
import { DATA_ICONS } from "./data";
import { KNOWLEDGE_ICONS } from "./knowledge";
import type { PageIcons } from "./page-icons";
import { SANCTIONS_ICONS } from "./sanctions";

/** The icons of all pages, for the page that offers all workspaces. */
export const ALL_ICONS: PageIcons = { "/home/": House, ...KNOWLEDGE_ICONS, ...DATA_ICONS, ...SANCTIONS_ICONS, ...ADMINISTRATION_ICONS };
