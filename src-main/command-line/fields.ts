import type { Command } from "commander";
import {
  type CustomField,
  type CustomFieldType,
  customColumnOf,
  customFieldSchema,
  customFieldTypes,
  type TriedField,
} from "../contract/choice.ts";
import { ReplicaError } from "../contract/errors.ts";
import { helpTexts, say } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { readCustomFields, writeCustomFields } from "../destination/choice-store.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { oneOf } from "./option-values.ts";
import { withDatabase, withEngine } from "./session.ts";
import { formatTable } from "./table.ts";
import { usageError } from "./usage-error.ts";

interface AddOptions {
  readonly table?: string;
  readonly expression?: string;
  readonly type: CustomFieldType;
  readonly company?: string;
  readonly try?: boolean;
  readonly yes?: boolean;
  readonly again?: boolean;
}

/** Named on the line, or all those of the settings file that the database does not have. */
async function wantedFields(
  call: Call,
  name: string | undefined,
  options: AddOptions,
): Promise<readonly CustomField[]> {
  if (name === undefined) {
    const known = await withDatabase(call, (destination) => readCustomFields(destination.db));
    const isNew = (field: CustomField): boolean =>
      !known.some((each) => each.name === field.name && each.table === field.table);
    return (call.settings.customFields ?? []).filter(isNew);
  }
  const { table, expression, type } = options;
  const missing = table === undefined ? "--table" : expression === undefined ? "--expression" : null;
  if (missing !== null) throw usageError(call.language, "missingOption", { name: missing });
  const field = customFieldSchema.safeParse({ name, table, expression, type });
  if (field.success) return [field.data];
  const isName = field.error.issues.some(({ path }) => path[0] === "name");
  throw new ReplicaError(isName ? "CONFIG_FIELD_NAME" : "CONFIG_FIELD_EXPRESSION", { field: name });
}

async function addFields(call: Call, name: string | undefined, options: AddOptions): Promise<void> {
  const { output, signal } = call;
  const fields = await wantedFields(call, name, options);
  const [first] = fields;
  if (first === undefined) {
    output.line(output.say("noNewFields"));
    output.document({ added: [] });
    return;
  }
  if (options.yes !== true) throw new ReplicaError("CONFIG_FIELD_AGREEMENT", { field: first.name });
  output.note(output.say("fieldWarning"));
  const { company } = options;
  const added: (CustomField & TriedField)[] = [];
  await withEngine(call, async (engine) => {
    for (const field of fields) {
      const request = {
        field,
        isAgreed: options.again === true,
        ...(company === undefined ? {} : { company }),
      };
      const tried = await (options.try === true
        ? engine.fields.try(request, signal)
        : engine.fields.add(request, signal));
      added.push({ ...field, ...tried });
      const value = tried.value === null ? output.say("fieldEmpty") : String(tried.value);
      output.line(output.say("fieldTried", { record: tried.record ?? "", company: tried.company, value }));
      if (options.try === true) continue;
      output.line(output.say("fieldAdded", { column: customColumnOf(field), table: field.table }));
    }
  });
  output.document({ added });
}

function printFields(call: Call, fields: readonly CustomField[]): void {
  const { output } = call;
  output.document({ fields: fields.map((field) => ({ ...field, column: customColumnOf(field) })) });
  if (fields.length === 0) return output.line(output.say("noFields"));
  const columns = [
    { title: output.say("columnTable") },
    { title: output.say("columnOwnField") },
    { title: output.say("columnFieldType") },
    { title: output.say("columnFormula"), maxWidth: 80 },
  ] as const;
  const rows = fields.map((field) => [field.table, customColumnOf(field), field.type, field.expression]);
  output.lines(formatTable(columns, rows));
}

async function removeField(call: Call, name: string, table: string): Promise<void> {
  const { output, language } = call;
  // Removing needs no Tally; the next run empties the column.
  const isRemoved = await withDatabase(call, async (destination) => {
    const known = await readCustomFields(destination.db);
    const left = known.filter((field) => field.name !== name || field.table !== table);
    if (left.length === known.length) return false;
    await destination.transaction(null, ({ db }) => writeCustomFields(db, left));
    return true;
  });
  if (!isRemoved) {
    throw new ReplicaError("CONFIG_USAGE", {
      problem: say(language, "fieldUnknown", { name, table }),
      suggestion: "",
    });
  }
  output.line(output.say("fieldRemoved", { column: customColumnOf({ name }), table }));
  output.document({ removed: { name, table } });
}

export function addFieldsCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  const fields = program.command("fields").description(help.fields).helpCommand(false);
  fields
    .command("add [name]")
    .description(help.fieldsAdd)
    .option("--table <name>", help.optionFieldTable)
    .option("--expression <tdl>", help.optionExpression)
    .option(
      "--type <type>",
      `${help.optionFieldType} (${customFieldTypes.join(", ")})`,
      oneOf(language, "--type", customFieldTypes),
      "text",
    )
    .option("--company <name>", help.optionCompany)
    .option("--try", help.optionTry)
    .option("--yes", help.optionYesTry)
    .option("--again", help.optionAgain)
    .action((name: string | undefined, options: AddOptions) =>
      run(async (call) => {
        await addFields(call, name, options);
        return exitCodes.ok;
      }),
    );
  fields
    .command("list")
    .description(help.fieldsList)
    .action(() =>
      run(async (call) => {
        printFields(call, await withDatabase(call, ({ db }) => readCustomFields(db)));
        return exitCodes.ok;
      }),
    );
  fields
    .command("remove <name>")
    .description(help.fieldsRemove)
    .requiredOption("--table <name>", help.optionFieldTable)
    .action((name: string, options: { readonly table: string }) =>
      run(async (call) => {
        await removeField(call, name, options.table);
        return exitCodes.ok;
      }),
    );
}
