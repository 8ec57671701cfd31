import type { RunningApp } from "../../test/electron-stand-in/host/running-app.ts";

/** There is no file dialog here: what is to be saved goes to the proposed place, and the terminal says so. */
export async function answerDialogs(app: RunningApp): Promise<void> {
  await app.evaluate(({ dialog }) => {
    const optionsOf = (args: readonly unknown[]): { readonly defaultPath?: string } => args.at(-1) ?? {};
    Object.assign(dialog, {
      showSaveDialog: async (...args: unknown[]) => {
        const filePath = optionsOf(args).defaultPath ?? "";
        console.log(`Instead of asking where to, this is written: ${filePath}`);
        return { canceled: filePath === "", filePath };
      },
      showOpenDialog: async () => {
        console.log("No file can be chosen here.");
        return { canceled: true, filePaths: [] };
      },
    });
  });
}
