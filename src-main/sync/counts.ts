import type { EntityCounts } from "../contract/run.ts";

interface CountsCopy {
  readonly entities: readonly (readonly [string, EntityCounts])[];
  readonly purged: readonly (readonly [string, number])[];
}

/** Counts per table of one run. */
export class RunCounts {
  readonly #entities = new Map<string, EntityCounts>();
  readonly #purged = new Map<string, number>();

  of(entity: string): EntityCounts {
    let counts = this.#entities.get(entity);
    if (counts === undefined) {
      counts = { inserted: 0, updated: 0, deleted: 0, unchanged: 0, quarantined: 0 };
      this.#entities.set(entity, counts);
    }
    return counts;
  }

  /** Rows taken out because they were chosen to be left out; never a delete. */
  notePurged(entity: string, rows: number): void {
    if (rows > 0) this.#purged.set(entity, (this.#purged.get(entity) ?? 0) + rows);
  }

  purged(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#purged);
  }

  copy(): CountsCopy {
    return {
      entities: [...this.#entities].map(([name, counts]) => [name, { ...counts }] as const),
      purged: [...this.#purged],
    };
  }

  resetTo({ entities, purged }: CountsCopy): void {
    this.#entities.clear();
    this.#purged.clear();
    for (const [name, counts] of entities) this.#entities.set(name, { ...counts });
    for (const [name, rows] of purged) this.#purged.set(name, rows);
  }

  /** Only tables of which something was read. */
  entities(): Readonly<Record<string, EntityCounts>> {
    const read = [...this.#entities].filter(([, counts]) => Object.values(counts).some((count) => count > 0));
    return Object.fromEntries(read.map(([name, counts]) => [name, { ...counts }]));
  }

  total(): EntityCounts {
    const total: EntityCounts = { inserted: 0, updated: 0, deleted: 0, unchanged: 0, quarantined: 0 };
    for (const counts of this.#entities.values()) {
      for (const kind of Object.keys(total) as (keyof EntityCounts)[]) total[kind] += counts[kind];
    }
    return total;
  }

  get hasChanges(): boolean {
    const { inserted, updated, deleted } = this.total();
    return inserted + updated + deleted > 0;
  }
}
