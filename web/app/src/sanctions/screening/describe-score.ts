import * as m from "@/paraglide/messages";

interface Grade {
  label: string;
  variant: "danger" | "warning" | "neutral";
}

/** The scores from which an entry resembles the subject more than possibly. */
const VERY_STRONG = 0.95;
const STRONG = 0.85;

/** What a score means, in words. */
export function gradeOf(score: number): Grade {
  if (score >= VERY_STRONG) {
    return { label: m.screening_grade_very_strong(), variant: "danger" };
  }
  return score >= STRONG
    ? { label: m.screening_grade_strong(), variant: "warning" }
    : { label: m.screening_grade_possible(), variant: "neutral" };
}

/** What a fact that both sides have says about the match, by its strength from -1 to 1. */
export function describeStrength(strength: number): string {
  if (strength <= -1) {
    return m.screening_strength_excludes();
  }
  if (strength >= 1) {
    return m.screening_strength_proves();
  }
  if (strength === 0) {
    return m.screening_strength_neutral();
  }
  return strength > 0 ? m.screening_strength_for() : m.screening_strength_against();
}
