import type { Stored } from "../../model.ts";
import type { Run } from "../run.ts";
import { ofName, ofValues } from "./built-in.ts";
import type { BuiltIn } from "./built-in.ts";

function logical(read: (run: Run) => boolean): (run: Run) => Stored {
  return read;
}

/** `$$LicenseInfo:Name` (protocol §2.5); a name nobody knows answers empty. */
const licence: Readonly<Record<string, (run: Run) => Stored>> = {
  serialnumber: (run) => (run.state.options.educational ? 0 : 700_000_001),
  remoteserialnumber: () => 0,
  accountid: () => "",
  adminemailid: () => "",
  isadmin: logical(() => true),
  iseducationalmode: logical((run) => run.state.options.educational),
  issilver: logical((run) => !run.state.options.educational),
  isgold: logical(() => false),
  isindian: logical(() => true),
  isremoteaccessmode: logical(() => false),
  islicclientmode: logical(() => false),
};

function periodDay(end: "fromDay" | "toDay"): BuiltIn {
  return {
    maximum: 0,
    compile: () => (scope) => ({ kind: "day", day: scope.run.period[end] }),
  };
}

export const installationFunctions: Readonly<Record<string, BuiltIn>> = {
  licenseinfo: ofName(1, (scope, name) => licence[name.toLowerCase()]?.(scope.run)),
  sysinfo: ofName(1, (_scope, name) =>
    name.toLowerCase() === "applicationpath" ? "C:\\Program Files\\TallyPrime" : "",
  ),
  cmpuserlevel: ofValues(0, () => ""),
  cmpusername: ofValues(0, () => ""),
  isprodtallyprime: ofValues(0, (scope) => !scope.run.state.options.isErp9),
  isprodtallyprimeel: ofValues(0, () => false),
  isprodtallyserver: ofValues(0, () => false),
  currentsimplecompany: ofValues(0, (scope) => {
    const books = scope.run.books ?? scope.run.state.active;
    return books?.company.fields["NAME"];
  }),
  systemperiodfrom: periodDay("fromDay"),
  systemperiodto: periodDay("toDay"),
};
