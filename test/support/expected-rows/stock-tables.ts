import type { ExpectedRow } from "./canonical.ts";
import { type Judge, type Tables, entityRow, firstFilled, numberLines } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";

export function stockTables(judge: Judge): Tables {
  const items = judge.masters("STOCKITEM");
  const lines = (make: (item: RawReader) => readonly ExpectedRow[]): readonly ExpectedRow[] =>
    items.flatMap((item) => {
      const named = make(item).map((line) => ({ item_name: item.text("NAME"), ...line }));
      return numberLines("item_guid", item.text("GUID"), named);
    });
  return {
    units: judge.masters("UNIT").map((unit) => unitRow(judge, unit)),
    godowns: judge.masters("GODOWN").map((godown) => godownRow(judge, godown)),
    stock_groups: judge.masters("STOCKGROUP").map((group) =>
      entityRow(group, {
        name: group.text("NAME"),
        ...judge.pointer("parent", "STOCKGROUP", group.parentText()),
        is_addable: group.logical("ISADDABLE"),
      }),
    ),
    stock_categories: judge.masters("STOCKCATEGORY").map((category) =>
      entityRow(category, {
        name: category.text("NAME"),
        ...judge.pointer("parent", "STOCKCATEGORY", category.parentText()),
      }),
    ),
    stock_items: items.map((item) => itemRow(judge, item)),
    stock_item_opening_batches: lines((item) => openingBatches(judge, item)),
    stock_item_gst_rates: lines(gstRates),
    stock_item_standard_costs: lines((item) => datedRates(item, "STANDARDCOSTLIST")),
    stock_item_standard_prices: lines((item) => datedRates(item, "STANDARDPRICELIST")),
    stock_item_prices: lines(prices),
    stock_item_components: lines((item) => components(judge, item)),
    stock_item_hsn_details: lines(hsnDetails),
  };
}

function unitRow(judge: Judge, unit: RawReader): ExpectedRow {
  const newest = unit.list("REPORTINGUQCDETAILS").at(-1);
  return entityRow(unit, {
    name: unit.text("NAME"),
    formal_name: unit.text("FORMALNAME"),
    is_simple: unit.logical("ISSIMPLEUNIT"),
    ...judge.pointer("base_unit", "UNIT", unit.text("BASEUNITS")),
    ...judge.pointer("additional_unit", "UNIT", unit.text("ADDITIONALUNITS")),
    conversion: unit.number("CONVERSION"),
    decimal_places: unit.integer("DECIMALPLACES"),
    uqc: firstFilled(unit.text("GSTREPUOM"), newest?.text("REPORTINGUQCNAME") ?? ""),
  });
}

function godownRow(judge: Judge, godown: RawReader): ExpectedRow {
  const isExternal = godown.logical("ISEXTERNAL");
  const isInternal = godown.logical("ISINTERNAL");
  return entityRow(godown, {
    name: godown.text("NAME"),
    ...judge.pointer("parent", "GODOWN", godown.parentText()),
    address: godown.lines("ADDRESS"),
    is_reserved: !godown.isEmpty("RESERVEDNAME"),
    has_third_party_stock: isExternal || isInternal,
    is_external: isExternal,
    is_internal: isInternal,
    has_no_space: godown.logical("HASNOSPACE"),
    reserved_name: godown.text("RESERVEDNAME"),
  });
}

function itemRow(judge: Judge, item: RawReader): ExpectedRow {
  return entityRow(item, {
    name: item.text("NAME"),
    ...judge.pointer("parent", "STOCKGROUP", item.parentText()),
    ...judge.pointer("category", "STOCKCATEGORY", item.applicableText("CATEGORY")),
    alias: item.text("ONLYALIAS"),
    description: item.text("DESCRIPTION"),
    notes: item.text("NARRATION"),
    part_number: item.text("PARTNO"),
    ...judge.pointer("base_unit", "UNIT", item.applicableText("BASEUNITS")),
    ...judge.pointer("additional_unit", "UNIT", item.applicableText("ADDITIONALUNITS")),
    conversion: item.number("CONVERSION"),
    denominator: item.number("DENOMINATOR"),
    opening_quantity: item.count("OPENINGBALANCE") ?? "0",
    opening_rate: item.price("OPENINGRATE"),
    opening_value: item.money("OPENINGVALUE") ?? "0",
    costing_method: item.text("COSTINGMETHOD"),
    valuation_method: item.text("VALUATIONMETHOD"),
    ...itemTaxColumns(item),
    is_batch_wise: item.logical("ISBATCHWISEON"),
    has_expiry: item.logical("ISPERISHABLEON"),
    reorder_level: item.count("REORDERLEVEL"),
  });
}

/** Tally's present answer, else what the item itself holds last. */
function itemTaxColumns(item: RawReader): ExpectedRow {
  const details = item.list("GSTDETAILS").at(-1);
  const hsn = item.list("HSNDETAILS").at(-1);
  return {
    gst_applicable: item.hasWord("GSTAPPLICABLE", "Applicable"),
    gst_type_of_supply: firstFilled(item.text("GSTMSTTYPEOFSUPPLY"), item.text("GSTTYPEOFSUPPLY")),
    hsn_code: firstFilled(
      item.text("INFGSTHSNCODE"),
      details?.text("HSNCODE") ?? "",
      hsn?.text("HSNCODE") ?? "",
    ),
    hsn_description: firstFilled(
      item.text("INFGSTHSNDESCRIPTION"),
      details?.text("HSN") ?? "",
      hsn?.text("HSN") ?? "",
    ),
    gst_rate: item.number("INFGSTIGSTRATE"),
    gst_taxability: firstFilled(item.text("INFGSTTAXABLILITY"), details?.text("TAXABILITY") ?? ""),
  };
}

function openingBatches(judge: Judge, item: RawReader): readonly ExpectedRow[] {
  return item.list("BATCHALLOCATIONS").map((batch) => ({
    batch_name: batch.text("BATCHNAME"),
    ...judge.pointer("godown", "GODOWN", batch.text("GODOWNNAME")),
    quantity: batch.count("OPENINGBALANCE"),
    rate: batch.price("OPENINGRATE"),
    opening_value: batch.money("OPENINGVALUE"),
    manufactured_on: batch.date("MFDON"),
    expires_on: batch.dueDate("EXPIRYPERIOD"),
  }));
}

function gstRates(item: RawReader): readonly ExpectedRow[] {
  return item.list("GSTDETAILS").flatMap((version) => {
    const ofVersion = {
      applicable_from: version.date("APPLICABLEFROM"),
      hsn_code: version.text("HSNCODE"),
      hsn_description: version.text("HSN"),
      taxability: version.text("TAXABILITY"),
      is_reverse_charge: version.logical("ISREVERSECHARGEAPPLICABLE"),
      nature_of_transaction: version.text("GSTNATUREOFTRANSACTION"),
      nature_of_goods: version.text("NATUREOFGOODS"),
      supply_type: version.text("SUPPLYTYPE"),
    };
    return version.list("STATEWISEDETAILS").flatMap((state) =>
      state.list("RATEDETAILS").map((rate) => ({
        ...ofVersion,
        state: state.text("STATENAME"),
        duty_head: rate.text("GSTRATEDUTYHEAD"),
        rate: rate.number("GSTRATE"),
        rate_per_unit: rate.number("GSTRATEPERUNIT"),
        valuation_type: rate.applicableText("GSTRATEVALUATIONTYPE"),
      })),
    );
  });
}

function datedRates(item: RawReader, list: string): readonly ExpectedRow[] {
  return item.list(list).map((each) => ({ applicable_from: each.date("DATE"), rate: each.price("RATE") }));
}

function prices(item: RawReader): readonly ExpectedRow[] {
  return item.list("FULLPRICELIST").flatMap((level) =>
    level.list("PRICELEVELLIST").map((slab) => ({
      price_level_name: level.text("PRICELEVEL"),
      applicable_from: level.date("DATE"),
      quantity_from: slab.count("STARTINGFROM"),
      quantity_to: slab.count("ENDINGAT"),
      rate: slab.price("RATE"),
      discount_percent: slab.number("DISCOUNT"),
    })),
  );
}

function components(judge: Judge, item: RawReader): readonly ExpectedRow[] {
  const component = (part: RawReader): ExpectedRow => ({
    ...judge.pointer("component", "STOCKITEM", part.text("STOCKITEMNAME")),
    ...judge.pointer("godown", "GODOWN", part.text("GODOWNNAME")),
    quantity: part.count("ACTUALQTY"),
    nature: part.text("NATUREOFITEM"),
  });
  return item.list("MULTICOMPONENTLIST").flatMap((bill) =>
    bill.list("MULTICOMPONENTITEMLIST").map((part) => ({
      bom_name: bill.text("COMPONENTLISTNAME"),
      bom_quantity: bill.count("COMPONENTBASICQTY"),
      ...component(part),
    })),
  );
}

function hsnDetails(item: RawReader): readonly ExpectedRow[] {
  return item.list("HSNDETAILS").map((detail) => ({
    applicable_from: detail.date("APPLICABLEFROM"),
    hsn_code: detail.text("HSNCODE"),
    hsn_description: detail.text("HSN"),
  }));
}
