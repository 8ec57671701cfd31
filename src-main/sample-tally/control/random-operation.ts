import type { Random } from "../company/random.ts";
import type { CompanyControl } from "./company-control.ts";
import { masterOperations } from "./random-masters.ts";
import { voucherOperations } from "./random-vouchers.ts";
import type { RandomOperation } from "./random-vouchers.ts";

/** What breaks the lineage of the books: for tests that want restored backups. */
const lineageOperations = {
  backup: (control, random) => {
    const label = `random ${random.int(1, 3)}`;
    control.backup(label);
    return `backup "${label}"`;
  },
  restore: (control, random) => {
    const labels = control.backupLabels();
    if (labels.length === 0) return undefined;
    const label = random.pick(labels);
    control.restore(label);
    return `restore "${label}"`;
  },
} as const satisfies Record<string, RandomOperation>;

export type OperationKind =
  | keyof typeof voucherOperations
  | keyof typeof masterOperations
  | keyof typeof lineageOperations;

const allOperations: Readonly<Record<OperationKind, RandomOperation>> = {
  ...voucherOperations,
  ...masterOperations,
  ...lineageOperations,
};

/** Kinds that stay within one lineage. */
export const operationKinds = [
  ...Object.keys(voucherOperations),
  ...Object.keys(masterOperations),
] as readonly OperationKind[];

export const allOperationKinds = Object.keys(allOperations) as readonly OperationKind[];

interface OperationDone {
  readonly kind: OperationKind;
  readonly description: string;
}

/** Does one random thing to the company. The same random gives the same operations on the same books. */
export function runRandomOperation(
  control: CompanyControl,
  random: Random,
  kinds: readonly OperationKind[] = operationKinds,
): OperationDone {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const kind = random.pick(kinds);
    const description = allOperations[kind](control, random);
    if (description !== undefined) return { kind, description };
  }
  throw new Error("None of the operations fits these books.");
}

/** Does one operation of a kind; undefined where these books have nothing to do it to. */
export function runOperation(
  control: CompanyControl,
  random: Random,
  kind: OperationKind,
): OperationDone | undefined {
  const description = allOperations[kind](control, random);
  return description === undefined ? undefined : { kind, description };
}
