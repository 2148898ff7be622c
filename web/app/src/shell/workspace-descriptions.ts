import * as m from "@/paraglide/messages";

/** What the home page says about each workspace, by its ID. They are apart from the registry, which every page loads. */
export const WORKSPACE_DESCRIPTIONS: Record<string, string> = {
  home: m.shell_workspace_home_description(),
  knowledge: m.shell_workspace_knowledge_description(),
  data: m.shell_workspace_data_description(),
  sanctions: m.shell_workspace_sanctions_description(),
  administration: m.shell_workspace_administration_description(),
};
