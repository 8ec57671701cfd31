import type { CompanyBooks, Stored, TallyObject } from "../model.ts";
import { aggregateRows } from "./aggregate.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import { belongsToGroup } from "./derived-methods.ts";
import { baseVoucherType } from "./voucher-kinds.ts";
import { openBills } from "./open-bills.ts";
import { masterCounts } from "./period-totals.ts";
import type { GatheredType } from "./object-types.ts";
import { textField } from "./run.ts";
import type { Run } from "./run.ts";
import { emptyScope, Scope } from "./scope.ts";
import { orderOf } from "./value-math.ts";
import { asLogical, asText } from "./value-text.ts";

/** The rows of a collection, one scope each, in Tally's order. */
export function* gather(plan: CollectionPlan, run: Run, parent: Scope | undefined): Iterable<Scope> {
  for (const variable of plan.computedVariables) run.variables.delete(variable.name);
  const rows = plan.sort.length > 0 ? sortedRows(plan, run, parent) : walkedRows(plan, run, parent);
  if (plan.by.length === 0 && plan.aggregates.length === 0) {
    yield* rows;
    return;
  }
  for (const object of aggregateRows(plan, rows, run)) yield new Scope(run, object, parent, undefined);
}

function* walkedRows(plan: CollectionPlan, run: Run, parent: Scope | undefined): Iterable<Scope> {
  for (const whole of sourceScopes(plan, run, parent)) {
    for (const full of walkInto(whole, plan.walk, 0)) {
      if (!isTaken(plan, run, full)) continue;
      yield plan.walk.length > 0 ? full : visibleRow(plan, run, full);
    }
  }
}

/** A row as a report sees it: with its computed values and without what was not fetched. */
function visibleRow(plan: CollectionPlan, run: Run, full: Scope): Scope {
  if (plan.computed.length === 0 && plan.visible === undefined) return full;
  let { object } = full;
  if (plan.computed.length > 0) {
    const fields: Record<string, Stored> = Object.create(object.fields) as Record<string, Stored>;
    for (const { name, evaluate } of plan.computed) fields[name] = evaluate(full);
    object = { type: object.type, fields, lists: object.lists };
  }
  const visible = plan.visible;
  if (visible === undefined) return new Scope(run, object, full.parent, undefined);
  const names = new Set(plan.computed.map((computed) => computed.name));
  const both = { has: (name: string) => visible.has(name) || names.has(name) };
  return new Scope(run, object, full.parent, names.size > 0 ? both : visible);
}

function isTaken(plan: CollectionPlan, run: Run, scope: Scope): boolean {
  for (const { name, evaluate } of plan.computedVariables) run.variables.set(name, evaluate(scope));
  for (const filter of plan.filters) if (!asLogical(filter(scope))) return false;
  return true;
}

function* walkInto(scope: Scope, lists: readonly string[], depth: number): Iterable<Scope> {
  const list = lists[depth];
  if (list === undefined) {
    yield scope;
    return;
  }
  for (const line of scope.object.lists[list] ?? []) yield* walkInto(scope.child(line), lists, depth + 1);
}

function sortedRows(plan: CollectionPlan, run: Run, parent: Scope | undefined): Scope[] {
  const rows = [...walkedRows(plan, run, parent)];
  const keyed = rows.map((row) => ({
    row,
    keys: plan.sort.map((key) => key.evaluate(row)),
  }));
  keyed.sort((a, b) => {
    for (const [index, key] of plan.sort.entries()) {
      const order = orderOf(a.keys[index], b.keys[index], run.shapes);
      if (order !== 0) return key.isDescending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function* sourceScopes(plan: CollectionPlan, run: Run, parent: Scope | undefined): Iterable<Scope> {
  const { source } = plan;
  switch (source.kind) {
    case "collections":
      for (const inner of source.plans) yield* gather(inner, run, parent);
      return;
    case "objects":
      for (const object of source.objects) {
        const fields: Record<string, Stored> = {};
        const scope = emptyScope(run);
        for (const { name, evaluate } of object.fields) fields[name] = evaluate(scope);
        yield new Scope(run, { type: object.name.toUpperCase(), fields, lists: {} }, parent, undefined);
      }
      return;
    case "type":
      for (const object of objectsOf(plan, source.type, source.ofType, run))
        yield new Scope(run, object, parent, undefined);
  }
}

function* objectsOf(
  plan: CollectionPlan,
  type: GatheredType,
  ofType: GatheredType | undefined,
  run: Run,
): Iterable<TallyObject> {
  if (type === "COMPANY") {
    yield* run.state.companies.map((books) => books.company);
    return;
  }
  const { books } = run;
  if (books === undefined) return;
  const childOf = plan.childOf && asText(plan.childOf(emptyScope(run)), run.shapes);
  if (type === "VOUCHER") {
    yield* vouchersOf(plan, run, books, ofType, childOf);
    return;
  }
  if (type === "STATISTIC") {
    yield* masterCounts(books);
    return;
  }
  if (type === "BILL") {
    yield* openBills(run, books, childOf);
    return;
  }
  for (const master of books.masters(type)) {
    run.statistics.mastersWalked++;
    if (childOf === undefined || isChild(books, master, childOf, plan.belongsTo)) yield master;
  }
}

function isChild(books: CompanyBooks, master: TallyObject, name: string, belongsTo: boolean): boolean {
  if (belongsTo) return belongsToGroup(books, master, name);
  return textField(master, "PARENT").trim().toLowerCase() === name.trim().toLowerCase();
}

/** Vouchers of the period; literal dates of the filters narrow what is touched at all. */
function* vouchersOf(
  plan: CollectionPlan,
  run: Run,
  books: CompanyBooks,
  ofType: GatheredType | undefined,
  childOf: string | undefined,
): Iterable<TallyObject> {
  const { period, statistics } = run;
  const fromDay = Math.max(period.fromDay, plan.bounds.fromDay);
  const toDay = Math.min(period.toDay, plan.bounds.toDay);
  if (period.isImpossible || fromDay > toDay) return;
  const belongs = childOf === undefined ? undefined : memberTest(books, ofType, childOf, plan);
  for (const voucher of books.vouchers(fromDay, toDay)) {
    statistics.vouchersWalked++;
    if (belongs === undefined || belongs(voucher)) yield voucher;
  }
}

/** CHILDOF of vouchers: a voucher type, a ledger or group of ledgers they touch, or a stock item they move. */
function memberTest(
  books: CompanyBooks,
  ofType: GatheredType | undefined,
  childOf: string,
  plan: CollectionPlan,
): (voucher: TallyObject) => boolean {
  const wanted = childOf.trim().toLowerCase();
  if (ofType === "LEDGER") return (voucher) => hasLine(voucher, "ALLLEDGERENTRIES", "LEDGERNAME", wanted);
  if (ofType === "GROUP") return (voucher) => touchesGroup(books, voucher, childOf);
  if (ofType === "STOCKITEM")
    return (voucher) => hasLine(voucher, "ALLINVENTORYENTRIES", "STOCKITEMNAME", wanted);
  return (voucher) => {
    const type = textField(voucher, "VOUCHERTYPENAME");
    if (type.toLowerCase() === wanted) return true;
    return plan.belongsTo && baseVoucherType(books, type).toLowerCase() === wanted;
  };
}

function touchesGroup(books: CompanyBooks, voucher: TallyObject, group: string): boolean {
  return (voucher.lists["ALLLEDGERENTRIES"] ?? []).some((line) => {
    const ledger = books.masterByName("LEDGER", textField(line, "LEDGERNAME"));
    return ledger !== undefined && belongsToGroup(books, ledger, group);
  });
}

function hasLine(voucher: TallyObject, list: string, field: string, wanted: string): boolean {
  return (voucher.lists[list] ?? []).some((line) => textField(line, field).trim().toLowerCase() === wanted);
}
