import type { UnsettledDays } from "./unsettled-numbers.ts";

/** What one incremental run is to do. */
export interface IncrementalOptions {
  readonly readsMasters: boolean;
  readonly readsVouchers: boolean;
  /** The catch-up after a first load: not in the audit trail, and the company counts as loaded when it commits. */
  readonly completesLoad: boolean;
  /** Looks through the whole book even where the counters stand still, and reads one old window again. */
  readonly reconciles: boolean;
  /** What the hot window shows lands before a look that takes its time. */
  readonly landsFirst: boolean;
  /** What a first load read while people typed. */
  readonly unsettledDays?: UnsettledDays | null;
  /** GUIDs of units whose conversion changed while a first load read. */
  readonly changedUnits?: readonly string[];
}
