/** Formulas of Tally's own TDL that proven clients name without defining them. */
export const systemFormulas: ReadonlyMap<string, string> = new Map([
  // DL counts vouchers per day with it; MG copies that.
  ["isnonoptionalcancelledvchs", "NOT $IsOptional AND NOT $IsCancelled"],
  // The list of GST registrations (cookbook §7).
  ["taxunitforgst", "NOT $$IsEmpty:$GSTRegNumber"],
  // Rates of a stock item's GST details, as clients of the item list take them apart.
  ["isanystate", "$$IsSysNameEqual:Any:$StateName"],
  ["isigst", '$GSTRateDutyHead = "IGST"'],
  ["iscgst", '$GSTRateDutyHead = "CGST"'],
  ["issgst", '$GSTRateDutyHead = "SGST/UTGST"'],
  ["isaddlcess", '$GSTRateDutyHead = "Cess"'],
  ["setcmpnumstr", "$$String:$CompanyNumber"],
  ["versionreleasestring", "##ZzReleaseText"],
  ["versionbuildstring", "##ZzReleaseText"],
  ["capproductdetails", "##ZzProductText"],
  ["versiongetproductseries", '"A"'],
  ["productbitnessstr", '"64-bit"'],
  ["majorreleaseeformula", "##ZzMajorRelease"],
  ["minorreleaseformula", "##ZzMinorRelease"],
  ["capbuildnumberformula", '"0"'],
]);
