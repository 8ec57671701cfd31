import type { ErrorText } from "../error-text.ts";

/** English sentences of errors met while rows are looked at or exported. */
export const exportErrors = {
  CONFIG_NO_SUCH_DATA: {
    title: "There is no such view or table",
    happened: "There is no view or table[ named {name}].[ Did you mean {suggestion}?]",
    meaning: "Nothing was exported.",
    action: "The data dictionary lists all views and tables.",
  },
  EXPORT_FILE_EXISTS: {
    title: "The file is there already",
    happened: "The file[ {file}] exists already.",
    meaning: "It was left as it is; nothing was exported.",
    action: "Choose another name, or add --overwrite.",
  },
  EXPORT_FILE_IN_USE: {
    title: "The file is open in another program",
    happened: "The file[ {file}] cannot be replaced while another program has it open.",
    meaning: "It was left as it is; nothing was exported.",
    action: "Close it in Excel and export again, or choose another name.",
  },
  EXPORT_FOLDER_MISSING: {
    title: "The folder does not exist",
    happened: "There is no such folder[ for {file}].",
    meaning: "Nothing was exported.",
    action: "Make the folder, or choose another one.",
  },
  EXPORT_UNWRITABLE: {
    title: "The file cannot be written",
    happened: "This user may not write the file[ {file}].",
    meaning: "Nothing was exported.",
    action: "Choose a folder of your own, such as Documents.",
  },
  EXPORT_DISK_FULL: {
    title: "The disk is full",
    happened: "There was no room left[ for {file}].",
    meaning: "Nothing was exported; the part written so far was removed.",
    action: "Free some space, or export to another disk.",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
