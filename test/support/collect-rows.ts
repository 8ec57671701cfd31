import type { EntityRow, RejectedRecord } from "../../src-main/contract/value.ts";

interface CollectedRows {
  readonly rows: readonly EntityRow[];
  readonly rejects: readonly RejectedRecord[];
  readonly onRow: (row: EntityRow) => void;
  readonly onReject: (record: RejectedRecord) => void;
}

/** Takes what a reading hands over. */
export function collectRows(): CollectedRows {
  const rows: EntityRow[] = [];
  const rejects: RejectedRecord[] = [];
  return { rows, rejects, onRow: (row) => rows.push(row), onReject: (record) => rejects.push(record) };
}
