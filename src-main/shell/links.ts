import { shell } from "electron";
import type { ExternalLink } from "../contract/channels.ts";

const project = "https://github.com/tally-replica/tally-replica";

/** The only addresses that are ever opened outside; the window can name them but not give one. */
const addresses: Readonly<Record<ExternalLink, string>> = {
  tallyPortHelp: "https://help.tallysolutions.com/tallyprime-as-a-server/",
  userGuide: `${project}/blob/main/docs/user-guide.md`,
  faq: `${project}/blob/main/docs/faq.md`,
  releases: `${project}/releases`,
  reportProblem: `${project}/issues`,
};

export async function openLink(link: ExternalLink): Promise<void> {
  await shell.openExternal(addresses[link]);
}
