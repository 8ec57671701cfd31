/**
 * What a person reads about one error code. `{name}` is filled from the error's details,
 * `{name|fallback}` where the detail may be missing; a part in square brackets is left out when a detail is missing.
 */
export interface ErrorText {
  readonly title: string;
  /** What happened. */
  readonly happened: string;
  /** What it means for the books. */
  readonly meaning: string;
  /** What to do next. */
  readonly action: string;
}
