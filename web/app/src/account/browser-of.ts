import * as m from "@/paraglide/messages";

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** The browser and system of a user agent, such as "Firefox on Linux". */
export function browserOf(userAgent: string | null | undefined): string {
  if (!userAgent) {
    return m.account_browser_unknown();
  }
  const browser = named(BROWSERS, userAgent);
  const system = named(SYSTEMS, userAgent);
  if (!browser) {
    return userAgent.split(" ")[0] ?? userAgent;
  }
  return system ? m.account_browser_on_system({ browser, system }) : browser;
}

function named(names: [RegExp, string][], text: string): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}
