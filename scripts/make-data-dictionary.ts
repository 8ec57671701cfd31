/** Writes docs/data-dictionary.md from the catalog, the migrations and the views. */
import { writeFileSync } from "node:fs";
import { dictionaryText } from "./dictionary/dictionary-text.ts";

const target = new URL("../docs/data-dictionary.md", import.meta.url);
writeFileSync(target, dictionaryText());
console.log("docs/data-dictionary.md");
