// Refuses a release that was not prepared: version and tag must agree, and the changelog must tell what is new.
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const tag = process.env.TAG ?? "";
const changelog = readFileSync("CHANGELOG.md", "utf8");
const problems = [];

if (tag !== "" && tag !== `v${version}`) problems.push(`The tag is ${tag}, package.json says ${version}.`);
const section = changelog
  .split(/^## /m)
  .find((part) => part.startsWith(`[${version}]`) || part.startsWith(version));
if (section === undefined) problems.push(`CHANGELOG.md has no section for ${version}.`);
else if (!/^- /m.test(section)) problems.push(`The section of ${version} in CHANGELOG.md is empty.`);
const unreleased = changelog.split(/^## /m).find((part) => /^\[?unreleased/i.test(part));
if (tag !== "" && unreleased !== undefined && /^- /m.test(unreleased)) {
  problems.push("CHANGELOG.md still has entries under Unreleased.");
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
