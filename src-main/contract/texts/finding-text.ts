/** What a person reads about something the doctor found; `action` is empty where nothing is to do. */
export interface FindingText {
  readonly title: string;
  readonly happened: string;
  readonly action: string;
}
