import { spawn } from "node:child_process";

/** Runs a script with this Node and shows what it says; answers its exit code. */
export async function runNode(
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<number> {
  const child = spawn(process.execPath, command, {
    cwd: options.cwd,
    stdio: "inherit",
    env: { ...process.env, ...options.env },
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
