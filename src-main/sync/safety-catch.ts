/** Limits of the safety catch. Deletes wait for a person when both are passed. */
export interface DeleteLimits {
  readonly percent: number;
  readonly rows: number;
}

export const defaultDeleteLimits: DeleteLimits = { percent: 5, rows: 20 };

export interface DeleteScope {
  /** Living rows before the deletes. */
  readonly living: number;
  /** Rows the pass would remove. */
  readonly removed: number;
}

/**
 * True when deletes must wait: more than 5 % and more than 20 rows of the scope, or the scope would become empty.
 * A scope is an entity, a window, or an entity over a whole day. One or two rows of a tiny set may go without asking
 * only while something is left of it.
 */
export function mustHoldDeletes(scope: DeleteScope, limits: DeleteLimits): boolean {
  if (scope.removed === 0) return false;
  if (scope.removed >= scope.living) return true;
  return scope.removed > limits.rows && scope.removed * 100 > scope.living * limits.percent;
}
