import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { SamplePace } from "./options.ts";
import type { Workshop } from "./workshop.ts";

const startedSchema = z.object({ url: z.url(), controlUrl: z.url(), token: z.string() });
const logSchema = z.object({
  requests: z.array(
    z.object({ outcome: z.string(), vouchersWalked: z.number(), bytes: z.number(), elapsedMs: z.number() }),
  ),
});

/** What the sample Tally did since its log was cleared. */
export interface Asked {
  readonly requests: number;
  readonly bytes: number;
  readonly vouchersWalked: number;
  readonly longestMs: number;
}

/** A sample Tally in a process of its own, steered through its control port. */
export interface Sample extends AsyncDisposable {
  readonly url: string;
  control(operation: string, input?: Readonly<Record<string, unknown>>): Promise<unknown>;
  setPace(pace: SamplePace): Promise<unknown>;
  clearLog(): Promise<unknown>;
  asked(): Promise<Asked>;
  /** What its process has used so far; null where the system does not tell it of other processes. */
  processorMs(): number | null;
}

/** Fields 14 and 15 of /proc/<pid>/stat, in hundredths of a second, counted behind the name in brackets. */
export function processorMsOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`;
  if (pid === undefined || !existsSync(file)) return null;
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export async function startSample(
  workshop: Workshop,
  books: { readonly companies: number; readonly vouchers: number },
): Promise<Sample> {
  const sizes = ["--companies", String(books.companies), "--vouchers", String(books.vouchers)];
  const child = workshop.startCli({ arguments: ["sample-tally", "--json", "--port", "0", ...sizes] });
  const { url, controlUrl, token } = await readStart(child);
  const call = async (name: string, request: RequestInit): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${controlUrl}/${name}`, { ...request, headers, signal: workshop.signal });
    if (!response.ok) throw new Error(`The sample Tally refused "${name}": ${await response.text()}`);
    return response.json();
  };
  const control: Sample["control"] = (operation, input = {}) =>
    call(operation, { method: "POST", body: JSON.stringify(input) });
  return {
    url,
    control,
    setPace: (pace) => control("setPace", { pace }),
    clearLog: () => control("clearLog"),
    processorMs: () => processorMsOf(child.pid),
    asked: async () => sumUp(logSchema.parse(await call("log", { method: "GET" })).requests),
    [Symbol.asyncDispose]: async () => {
      const end = new Promise<void>((resolve) => child.once("close", () => resolve()));
      if (child.kill("SIGKILL")) await end;
    },
  };
}

function sumUp(requests: z.output<typeof logSchema>["requests"]): Asked {
  const bad = requests.find(({ outcome }) => outcome !== "answer");
  if (bad !== undefined) throw new Error(`A request of the product ended in a ${bad.outcome}.`);
  return {
    requests: requests.length,
    bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
    vouchersWalked: requests.reduce((sum, { vouchersWalked }) => sum + vouchersWalked, 0),
    longestMs: Math.max(0, ...requests.map(({ elapsedMs }) => elapsedMs)),
  };
}

/** The document it prints when its port is open; it goes on running behind it. */
function readStart(child: ChildProcess): Promise<z.output<typeof startedSchema>> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (text.trimEnd().endsWith("}")) resolve(startedSchema.parse(JSON.parse(text)));
    });
    child.once("error", reject);
    child.once("close", () => reject(new Error("The sample Tally did not start.")));
  });
}
