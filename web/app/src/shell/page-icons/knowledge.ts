import { Files, MessageSquareText, Table2 } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const KNOWLEDGE_ICONS: PageIcons = {
  "/": MessageSquareText,
  "/documents/": Files,
  "/tables/": Table2,
};
