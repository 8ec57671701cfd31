import { z } from "zod";
import type { FaultRule } from "../port/faults.ts";
import type { SampleTally } from "../index.ts";

/** An operation of the control port on the whole sample: its companies, options and port. */
interface SampleOperation {
  readonly input: z.ZodType;
  readonly run: (sample: SampleTally, input: never) => unknown;
}

function operation<Schema extends z.ZodType>(
  input: Schema,
  run: (sample: SampleTally, input: z.output<Schema>) => unknown,
): SampleOperation {
  return { input, run };
}

const name = z.string().min(1);
const nothing = z.strictObject({});
const company = z.strictObject({ company: name.optional() });
const share = z.number().min(0).max(1);
const naming = company.extend({ name, companyNumber: name, destination: name.optional() });

const fault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["hang", "emptyReply", "emptyAnswer", "statusZero", "unknownRequest", "invalidCharacters"]),
  }),
  z.strictObject({ kind: z.enum(["garbage", "dialog"]), text: z.string().optional() }),
  z.strictObject({ kind: z.enum(["lineError", "errorMessage", "exception"]), text: z.string() }),
  z.strictObject({ kind: z.literal("slowDrip"), bytesPerSecond: z.number().positive() }),
  z.strictObject({
    kind: z.literal("cut"),
    fraction: share.optional(),
    bytes: z.int().min(0).optional(),
    announcesLess: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("reset"), fraction: share }),
  z.strictObject({ kind: z.literal("httpStatus"), status: z.int().min(100).max(599) }),
  z.strictObject({ kind: z.literal("otherCompany"), company: name }),
  z.strictObject({ kind: z.literal("otherPeriod"), days: z.int() }),
  z.strictObject({
    kind: z.literal("countersMissing"),
    counters: z.array(z.enum(["masters", "vouchers"])).optional(),
  }),
]);
const faultRule = z.strictObject({
  fault,
  requestKind: name.optional(),
  contains: z.string().optional(),
  after: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
});

function folderOf(companyNumber: string): string {
  return `C:\\Users\\Public\\TallyPrime\\data\\${companyNumber}`;
}

const companyTable = {
  addCompany: operation(
    z.strictObject({
      name,
      vouchers: z.int().min(0).max(1_000_000).default(0),
      seed: z.int().min(0).default(1),
      guid: z.uuid().optional(),
      companyNumber: name.optional(),
    }),
    (sample, { guid, companyNumber, ...input }) => {
      const made = sample.addCompany({
        ...input,
        ...(guid && { guid }),
        ...(companyNumber && { companyNumber }),
      });
      return { guid: made.books.company.fields["GUID"] };
    },
  ),
  addGroupCompany: operation(z.strictObject({ name }), (sample, input) => {
    sample.addGroupCompany(input.name);
  }),
  removeCompany: operation(company, (sample, input) => sample.state.remove(sample.company(input.company))),
  closeCompany: operation(company, (sample, input) =>
    sample.state.setOpen(sample.company(input.company), false),
  ),
  openCompany: operation(company, (sample, input) =>
    sample.state.setOpen(sample.company(input.company), true),
  ),
  lockCompany: operation(company, (sample, input) =>
    sample.state.setLocked(sample.company(input.company), true),
  ),
  unlockCompany: operation(company, (sample, input) =>
    sample.state.setLocked(sample.company(input.company), false),
  ),
  activateCompany: operation(company, (sample, input) =>
    sample.state.activate(sample.company(input.company)),
  ),
  splitCompany: operation(naming.extend({ lastDate: z.iso.date() }), (sample, input) => {
    const { lastDate, name: to, companyNumber, destination = folderOf(companyNumber) } = input;
    sample.state.split(sample.company(input.company), lastDate, { name: to, companyNumber, destination });
  }),
  copyCompany: operation(naming, (sample, input) => {
    const { name: to, companyNumber, destination = folderOf(companyNumber) } = input;
    sample.state.copy(sample.company(input.company), { name: to, companyNumber, destination });
  }),
};

const portTable = {
  setEducational: operation(z.strictObject({ educational: z.boolean() }), (sample, input) => {
    sample.state.options.educational = input.educational;
  }),
  setRelease: operation(z.strictObject({ major: z.int().min(1), minor: z.int().min(0) }), (sample, input) => {
    sample.state.options.release = input;
  }),
  setErp9: operation(z.strictObject({ isErp9: z.boolean() }), (sample, input) => {
    sample.state.options.isErp9 = input.isErp9;
  }),
  setUnknownMethods: operation(z.strictObject({ methods: z.array(name) }), (sample, input) => {
    sample.setUnknownMethods(input.methods);
  }),
  setDeleteBump: operation(z.strictObject({ bump: z.int().min(0).max(9) }), (sample, input) =>
    sample.state.setDeleteBump(input.bump),
  ),
  setPace: operation(z.strictObject({ pace: z.enum(["fast", "real"]) }), (sample, input) => {
    sample.state.options.pace = input.pace;
  }),
  addFault: operation(faultRule, (sample, input) => sample.port.faults.add(input as FaultRule)),
  clearFaults: operation(nothing, (sample) => sample.port.faults.clear()),
  closeDialog: operation(nothing, (sample) => ({ wasOpen: sample.port.closeDialog() })),
  stopListening: operation(nothing, (sample) => sample.port.stopListening()),
  resumeListening: operation(nothing, (sample) => sample.port.resumeListening()),
  restart: operation(nothing, (sample) => sample.port.restart()),
  clearLog: operation(nothing, (sample) => sample.port.interpreter.clearLog()),
};

export const sampleOperations: Readonly<Record<string, SampleOperation>> = {
  ...companyTable,
  ...portTable,
};
