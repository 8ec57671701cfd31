import { randomBytes } from "node:crypto";
import type { Books } from "./books.ts";
import { alterCompany } from "./books/company-state.ts";
import { makeTradingCompany } from "./company.ts";
import type { CompanyOptions } from "./company.ts";
import type { CompanyControl } from "./control/company-control.ts";
import { startControlPort } from "./control/control-port.ts";
import type { ControlPort } from "./control/control-port.ts";
import { SampleState } from "./control/sample-state.ts";
import type { TallyOptions } from "./model.ts";
import { startTallyPort } from "./server.ts";
import type { TallyPort, TallyPortOptions } from "./server.ts";

/** One company of the sample; what is left out follows from its place in the list. */
type CompanySpec = Partial<CompanyOptions> & {
  readonly isGroupCompany?: boolean;
  readonly isLocked?: boolean;
};

export interface SampleTallyOptions extends Partial<TallyOptions> {
  /** 0 or none takes a free port. */
  readonly port?: number;
  readonly controlPort?: number;
  /** How many, or which. */
  readonly companies?: number | readonly CompanySpec[];
  /** Vouchers of each company that says nothing itself. */
  readonly vouchers?: number;
  readonly seed?: number;
  /** `YYYY-MM-DD`. */
  readonly today?: string;
  readonly framing?: NonNullable<TallyPortOptions["framing"]>;
  /** For the control port; a random one unless given. */
  readonly token?: string;
}

const companyNames = ["Sample Trading Company", "शारदा ट्रेडर्स & Co.", 'Peña Exports "LUT"'];

/** A running sample Tally: its port, its control port, its companies. */
export class SampleTally implements AsyncDisposable {
  readonly state: SampleState;
  readonly port: TallyPort;
  readonly token: string;
  readonly #defaults: Omit<CompanyOptions, "name">;
  #control: ControlPort | undefined;

  constructor(state: SampleState, port: TallyPort, token: string, defaults: Omit<CompanyOptions, "name">) {
    this.state = state;
    this.port = port;
    this.token = token;
    this.#defaults = defaults;
  }

  get url(): string {
    return this.port.url;
  }

  get controlUrl(): string {
    return this.#control?.url ?? "";
  }

  async openControlPort(port: number): Promise<void> {
    this.#control = await startControlPort(this, { port, token: this.token });
  }

  /** Books of all companies, loaded or not. */
  get books(): readonly Books[] {
    return this.state.all.map((control) => control.books);
  }

  /** By name, GUID or `GUID:NUMBER`; the first if nothing is named. */
  company(wanted?: string): CompanyControl {
    return this.state.find(wanted);
  }

  addCompany(spec: CompanySpec = {}): CompanyControl {
    const index = this.state.all.length;
    const { books, world } = makeTradingCompany({
      ...this.#defaults,
      seed: this.#defaults.seed + index * 7919,
      name: companyNames[index] ?? `Sample Company ${index + 1}`,
      companyNumber: String(100_000 + index),
      ...spec,
    });
    const control = this.state.add(books, world);
    if (spec.isGroupCompany === true) alterCompany(books.state, { ISAGGREGATE: true });
    if (spec.isLocked === true) this.state.setLocked(control, true);
    return control;
  }

  /** A company that only adds up others; no client may copy it. */
  addGroupCompany(name: string): CompanyControl {
    return this.addCompany({ name, vouchers: 0, isGroupCompany: true });
  }

  setUnknownMethods(methods: readonly string[]): void {
    this.state.options.unknownMethods = new Set(methods.map((each) => each.toUpperCase()));
  }

  async close(): Promise<void> {
    await this.#control?.close();
    await this.port.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Opens a sample Tally on this machine. */
export async function startSampleTally(options: SampleTallyOptions = {}): Promise<SampleTally> {
  const state = new SampleState({
    release: options.release ?? { major: 7, minor: 1 },
    isErp9: options.isErp9 ?? false,
    educational: options.educational ?? false,
    unknownMethods: options.unknownMethods ?? new Set(),
    deleteBump: options.deleteBump ?? 2,
    pace: options.pace ?? "fast",
  });
  const port = await startTallyPort({
    state,
    port: options.port ?? 0,
    ...(options.framing && { framing: options.framing }),
  });
  const sample = new SampleTally(state, port, options.token ?? randomBytes(24).toString("base64url"), {
    seed: options.seed ?? 1,
    vouchers: options.vouchers ?? 2500,
    isEducational: options.educational ?? false,
    ...(options.today !== undefined && { today: options.today }),
  });
  try {
    for (const spec of specsOf(options.companies)) sample.addCompany(spec);
    await sample.openControlPort(options.controlPort ?? 0);
  } catch (error) {
    await sample.close();
    throw error;
  }
  return sample;
}

function specsOf(companies: SampleTallyOptions["companies"]): readonly CompanySpec[] {
  if (typeof companies === "number") return Array.from({ length: companies }, () => ({}));
  return companies ?? [{}];
}
