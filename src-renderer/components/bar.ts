export interface Bar {
  readonly value: number;
  /** Shown when the pointer rests on the bar. */
  readonly hint: string;
}
