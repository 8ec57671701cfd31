/** Lets others wait for something that will be there soon. */
export class News {
  #listeners: (() => void)[] = [];

  /** Something has changed: whoever waits looks again. */
  tell(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }

  /** What `look` finds, as soon as it finds something; what it throws ends the waiting. */
  async until<Found>(look: () => Found | null): Promise<Found> {
    for (;;) {
      const found = look();
      if (found !== null) return found;
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
  }
}
