import { ChartScatter, House, type LucideIcon, MessagesSquare, Scale, Settings } from "lucide-react";

/** The icon of each workspace, by its ID. */
export const WORKSPACE_ICONS: Record<string, LucideIcon> = {
  home: House,
  knowledge: MessagesSquare,
  data: ChartScatter,
  sanctions: Scale,
  administration: Settings,
};
