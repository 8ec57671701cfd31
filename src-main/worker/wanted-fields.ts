import type { CustomField } from "../contract/choice.ts";
import type { Logger } from "../contract/logger.ts";
import type { Fields } from "../sync/fields.ts";

/** Brings the custom fields of the database to those of the settings; without an entry there each stays. */
export class WantedFields {
  readonly #wanted: readonly CustomField[] | undefined;
  readonly #fields: Fields;
  readonly #log: Logger;
  /** A field that Tally refused is not tried again until the settings change. */
  readonly #tried = new Set<string>();

  constructor(wanted: readonly CustomField[] | undefined, fields: Fields, log: Logger) {
    this.#wanted = wanted;
    this.#fields = fields;
    this.#log = log;
  }

  /** To be called while Tally answers. True when a column came or went. */
  async settle(signal: AbortSignal): Promise<boolean> {
    if (this.#wanted === undefined) return false;
    const wanted = this.#wanted;
    const present = await this.#fields.list();
    let hasChanged = false;
    for (const field of present.filter((each) => !wanted.some((other) => isSame(each, other)))) {
      hasChanged = (await this.#fields.remove(field)) || hasChanged;
    }
    for (const field of wanted.filter((each) => !present.some((other) => isSame(each, other)))) {
      hasChanged = (await this.#add(field, signal)) || hasChanged;
    }
    return hasChanged;
  }

  async #add(field: CustomField, signal: AbortSignal): Promise<boolean> {
    const key = JSON.stringify(field);
    if (this.#tried.has(key) || signal.aborted) return false;
    this.#tried.add(key);
    try {
      await this.#fields.add({ field }, signal);
      return true;
    } catch (error) {
      this.#log.warn("a custom field could not be added", { field: field.name, error });
      return false;
    }
  }
}

function isSame(first: CustomField, second: CustomField): boolean {
  return (
    first.name === second.name &&
    first.table === second.table &&
    first.type === second.type &&
    first.expression === second.expression
  );
}
