import type { Page } from "@playwright/test";

const BACKUP = {
  id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e91",
  status: "complete",
  started_at: "2026-11-28T02:00:00Z",
  finished_at: "2026-11-28T02:00:58Z",
  tables: 38,
  rows: 120_533,
  bytes: 190_211_904,
  stored_bytes: 48_211_904,
  verified_at: "2026-11-28T02:01:10Z",
  error: null,
};

/** A drill that passed. */
export const PASSED = {
  id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e92",
  status: "passed",
  started_at: "2026-11-20T03:00:00Z",
  finished_at: "2026-11-20T03:02:10Z",
  backup_id: BACKUP.id,
  tables: 38,
  rows: 120_533,
  points_expected: 5_120,
  points_found: 5_120,
  questions_asked: 5,
  questions_answered: 5,
  error: null,
};

/** Plays a backup of the last night with this drill; null if none has run. */
export async function playBackups(page: Page, drill: object | null): Promise<void> {
  await page.route("**/api/admin/backups", (route) =>
    route.fulfill({
      json: {
        last_complete_at: BACKUP.started_at,
        age_seconds: 3_600,
        stored_bytes: BACKUP.stored_bytes,
        last_verified_at: BACKUP.verified_at,
        next_at: "2026-11-29T02:00:00Z",
        is_overdue: false,
        last_drill: drill,
        items: [BACKUP],
      },
    }),
  );
}
