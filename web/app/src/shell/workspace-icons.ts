import { ChartScatter, House, type LucideIcon, MessagesSquare, Settings } from "lucide-react";

/** The icon of each workspace, by its ID. */
export const WORKSPACE_ICONS: Record<string, LucideIcon> = {
  home: House,
  knowledge: MessagesSquare,
  data: ChartScatter,
  administration: Settings,
};
