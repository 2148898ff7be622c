/** The longest name that is stored, and the shortest. */
const [LONGEST, SHORTEST] = [60, 3];

/** The name that the API makes of a typed one; null if it is too short, so that the API chooses one. */
export function previewName(typed: string): string | null {
  const trimmed = typed.trim().replaceAll(/[^A-Za-z0-9_-]/g, "-");
  const ends = /^[-_]+|[-_]+$/g;
  const name = trimmed.replaceAll(ends, "").slice(0, LONGEST).replaceAll(ends, "");
  return name.length < SHORTEST ? null : name;
}
