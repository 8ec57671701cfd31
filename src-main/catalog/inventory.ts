import { addressLines, isReservedByName, reservedNameColumn, reservedNameField } from "./accounting.ts";
import { column, defineStream, derived, reference } from "./define.ts";
import {
  readAmount,
  readApplicable,
  readCondition,
  readCount,
  readDate,
  readFirstFilled,
  readInteger,
  readLines,
  readLogical,
  readNumber,
  readParent,
  readQuantity,
  readRate,
  readText,
} from "./expressions.ts";
import type { ChildTable, Column, Field, ListReading, Stream } from "./stream.ts";

export const units: Stream = defineStream({
  name: "units",
  counter: "masters",
  tallyType: "Unit",
  isSmall: true,
  doc: "Units of measure, simple ones and compound ones such as Box of 12 Nos.",
  columns: [
    column("name", "name", "Symbol of the unit, of a compound one its whole name."),
    column("formal_name", "text", "Formal name of the unit."),
    column("is_simple", "bool", "A simple unit; otherwise made of two."),
    reference("base_unit_name", "units", "Larger unit of a compound one."),
    reference("additional_unit_name", "units", "Smaller unit of a compound one."),
    column("conversion", "number", "How many of the smaller unit make the larger one."),
    column("decimal_places", "int", "Decimal places of quantities in this unit."),
    column("uqc", "text", "Unit quantity code reported for GST."),
  ],
  fields: [
    readFirstFilled("name", "Name", "Symbol"),
    readText("formal_name", "FormalName"),
    readLogical("is_simple", "IsSimpleUnit"),
    readText("base_unit_name", "BaseUnits"),
    readText("additional_unit_name", "AdditionalUnits"),
    readNumber("conversion", "Conversion"),
    readInteger("decimal_places", "DecimalPlaces"),
    readFirstFilled("uqc", "GSTRepUOM", "ReportingUQCDetails[Last].ReportingUQCName"),
  ],
});

export const godowns: Stream = defineStream({
  name: "godowns",
  counter: "masters",
  tallyType: "Godown",
  part: "inventory",
  isSmall: true,
  doc: "Locations where stock is kept.",
  columns: [
    column("name", "name", "Name of the location."),
    reference("parent_name", "godowns", "Location it is part of; empty at the top."),
    column("address", "text", "Address, one line under the other."),
    column("is_reserved", "bool", "Predefined by Tally (Main Location)."),
    column(
      "has_third_party_stock",
      "bool",
      "Holds our stock at a third party, or a third party's stock with us.",
    ),
    column("is_external", "bool", "Holds our stock at a third party."),
    column("is_internal", "bool", "Holds a third party's stock with us."),
    column("has_no_space", "bool", "Marked in Tally as a location without storage space."),
    reservedNameColumn,
  ],
  fields: [
    readText("name", "Name"),
    readParent(),
    isReservedByName,
    readCondition("has_third_party_stock", "($IsExternal OR $IsInternal)"),
    readLogical("is_external", "IsExternal"),
    readLogical("is_internal", "IsInternal"),
    readLogical("has_no_space", "HasNoSpace"),
    reservedNameField,
  ],
  lists: [addressLines],
});

export const stockGroups: Stream = defineStream({
  name: "stock_groups",
  counter: "masters",
  tallyType: "StockGroup",
  part: "inventory",
  isSmall: true,
  doc: "Groups of stock items.",
  columns: [
    column("name", "name", "Name of the stock group."),
    reference("parent_name", "stock_groups", "Group above it; empty at the top."),
    column("is_addable", "bool", "Quantities of its items may be added up."),
  ],
  fields: [readText("name", "Name"), readParent(), readLogical("is_addable", "IsAddable")],
});

export const stockCategories: Stream = defineStream({
  name: "stock_categories",
  counter: "masters",
  tallyType: "StockCategory",
  part: "inventory",
  isSmall: true,
  doc: "Categories of stock items, a second way of grouping them.",
  columns: [
    column("name", "name", "Name of the stock category."),
    reference("parent_name", "stock_categories", "Category above it; empty at the top."),
  ],
  fields: [readText("name", "Name"), readParent()],
});

const itemColumns: readonly Column[] = [
  column("name", "name", "Name of the stock item."),
  reference("parent_name", "stock_groups", "Stock group it stands under; empty at the top."),
  reference("category_name", "stock_categories", "Stock category; empty where there is none."),
  column("alias", "text", "Second name of the item."),
  column("description", "text", "Description typed in the item."),
  column("notes", "text", "Notes typed in the item."),
  column("part_number", "name", "Part number."),
  reference("base_unit_name", "units", "Unit the item is kept in."),
  reference("additional_unit_name", "units", "Alternate unit of the item."),
  column(
    "conversion",
    "number",
    "With denominator: so many of the alternate unit are so many of the base unit.",
  ),
  column("denominator", "number", "The other side of conversion (12 Box = 5 Kg)."),
  column("opening_quantity", "number", "Quantity when the books begin, in the smallest unit.", {
    opening: true,
    zeroWhenEmpty: true,
  }),
  column("opening_rate", "number", "Price per unit when the books begin.", { opening: true }),
  column("opening_value", "money", "Value when the books begin; stock on hand is negative.", {
    opening: true,
    zeroWhenEmpty: true,
  }),
  derived("closing_quantity", "number", "Quantity Tally showed at closing_read_at; refreshed by verify."),
  derived("closing_rate", "number", "Price per unit Tally showed at closing_read_at; refreshed by verify."),
  derived(
    "closing_value",
    "money",
    "Value Tally showed at closing_read_at, stock on hand negative; refreshed by verify.",
  ),
  derived("closing_read_at", "time", "When the closing figures were read from Tally."),
  column("costing_method", "text", "How cost is computed, such as Avg. Cost or FIFO."),
  column("valuation_method", "text", "How the selling value is computed, such as Avg. Price."),
  column("gst_applicable", "bool", "GST applies to the item."),
  column("gst_type_of_supply", "text", "Goods or Services."),
  column(
    "hsn_code",
    "name",
    "HSN or SAC code in force now, where the item has none its group's or the company's.",
  ),
  column("hsn_description", "text", "Description of the HSN or SAC code in force now."),
  column(
    "gst_rate",
    "number",
    "GST rate (IGST) in force now, where the item has none its group's or the company's.",
  ),
  column("gst_taxability", "text", "Taxable, Exempt, Nil Rated and so on, as in force now."),
  column("is_batch_wise", "bool", "Kept by batch."),
  column("has_expiry", "bool", "Batches have an expiry date."),
  column("reorder_level", "number", "Quantity at which the item is ordered again."),
];

/** Tally's present answer (through group and company), else what the item itself holds last (column-map). */
const itemFields: readonly Field[] = [
  readText("name", "Name"),
  readParent(),
  readApplicable("category_name", "Category"),
  readText("alias", "OnlyAlias"),
  readLines("description", "Description"),
  readLines("notes", "Narration"),
  readText("part_number", "PartNo"),
  readApplicable("base_unit_name", "BaseUnits"),
  readApplicable("additional_unit_name", "AdditionalUnits"),
  readNumber("conversion", "Conversion"),
  readNumber("denominator", "Denominator"),
  readQuantity("opening_quantity", "OpeningBalance"),
  readRate("opening_rate", "OpeningRate"),
  readAmount("opening_value", "OpeningValue"),
  readText("costing_method", "CostingMethod"),
  readText("valuation_method", "ValuationMethod"),
  readCondition("gst_applicable", "$$IsEqual:$GSTApplicable:$$SysName:Applicable"),
  readFirstFilled("gst_type_of_supply", "GSTMSTTypeOfSupply", "GSTTypeOfSupply"),
  readFirstFilled("hsn_code", "InfGSTHSNCode", "GSTDetails[Last].HSNCode"),
  readText("hsn_code", "HSNDetails[Last].HSNCode", { since: "3.0" }),
  readFirstFilled("hsn_description", "InfGSTHSNDescription", "GSTDetails[Last].HSN"),
  readText("hsn_description", "HSNDetails[Last].HSN", { since: "3.0" }),
  readNumber("gst_rate", "InfGSTIGSTRate"),
  readFirstFilled("gst_taxability", "InfGSTTaxablility", "GSTDetails[Last].Taxability"),
  readLogical("is_batch_wise", "IsBatchWiseOn"),
  readLogical("has_expiry", "IsPerishableOn"),
  readCount("reorder_level", "ReorderLevel"),
];

const itemKey = "item_guid";
const itemName = column("item_name", "name", "Stock item.");

const itemChildren: readonly ChildTable[] = [
  {
    name: "stock_item_opening_batches",
    opening: true,
    parentKey: itemKey,
    doc: "Opening stock by location and batch.",
    columns: [
      itemName,
      column("batch_name", "name", "Batch or lot; Primary Batch where the item has none."),
      reference("godown_name", "godowns", "Location of the stock."),
      column("quantity", "number", "Quantity in the smallest unit."),
      column("rate", "number", "Price per unit."),
      column("opening_value", "money", "Value; stock on hand is negative."),
      column("manufactured_on", "date", "Manufacturing date."),
      column("expires_on", "date", "Expiry date."),
    ],
  },
  {
    name: "stock_item_gst_rates",
    parentKey: itemKey,
    doc: "GST rates of the item itself through time, one row per duty head.",
    columns: [
      itemName,
      column("applicable_from", "date", "From when the rate applies."),
      column("state", "text", "State the rate is meant for; Any for all."),
      column("hsn_code", "name", "HSN or SAC code (before TallyPrime 3.0)."),
      column("hsn_description", "text", "Description of the HSN or SAC code (before TallyPrime 3.0)."),
      column("duty_head", "text", "CGST, SGST/UTGST, IGST, Cess or State Cess."),
      column("rate", "number", "Rate in percent."),
      column("rate_per_unit", "number", "Rate per unit, for cess by quantity."),
      column("valuation_type", "text", "Based on Value or Based on Quantity."),
      column("taxability", "text", "Taxable, Exempt, Nil Rated and so on."),
      column("is_reverse_charge", "bool", "Tax is due under reverse charge."),
      column("nature_of_transaction", "text", "Nature of transaction."),
      column("nature_of_goods", "text", "Nature of goods."),
      column("supply_type", "text", "Goods or Services."),
    ],
  },
  {
    name: "stock_item_standard_costs",
    parentKey: itemKey,
    doc: "Standard costs of the item.",
    columns: [
      itemName,
      column("applicable_from", "date", "From when the cost applies."),
      column("rate", "number", "Cost per unit."),
    ],
  },
  {
    name: "stock_item_standard_prices",
    parentKey: itemKey,
    doc: "Standard selling prices of the item.",
    columns: [
      itemName,
      column("applicable_from", "date", "From when the price applies."),
      column("rate", "number", "Price per unit."),
    ],
  },
  {
    name: "stock_item_prices",
    parentKey: itemKey,
    doc: "Price lists of the item, by price level and quantity.",
    columns: [
      itemName,
      column("price_level_name", "name", "Price level."),
      column("applicable_from", "date", "From when the price applies."),
      column("quantity_from", "number", "From this quantity on."),
      column("quantity_to", "number", "Below this quantity; empty for the last slab."),
      column("rate", "number", "Price per unit."),
      column("discount_percent", "number", "Discount in percent."),
    ],
  },
  {
    name: "stock_item_components",
    parentKey: itemKey,
    doc: "Bills of materials: what the item is made of.",
    columns: [
      itemName,
      column("bom_name", "name", "Name of the bill of materials."),
      column("bom_quantity", "number", "For how many of the item the quantities are."),
      reference("component_name", "stock_items", "Stock item that goes in or comes out."),
      reference("godown_name", "godowns", "Location it is taken from."),
      column("quantity", "number", "Quantity of the component."),
      column("nature", "text", "Component, By-Product, Co-Product or Scrap."),
    ],
  },
  {
    name: "stock_item_hsn_details",
    parentKey: itemKey,
    doc: "HSN and SAC codes of the item itself through time (from TallyPrime 3.0).",
    columns: [
      itemName,
      column("applicable_from", "date", "From when the code applies."),
      column("hsn_code", "name", "HSN or SAC code."),
      column("hsn_description", "text", "Description of the code."),
    ],
  },
];

const fromItem = { item_name: "name" };

function datedRates(list: string, table: string): ListReading {
  return {
    list,
    when: `$$NumItems:${list} > 0`,
    table,
    inherit: fromItem,
    fields: [readDate("applicable_from", "Date"), readRate("rate", "Rate")],
  };
}

const gstRates: ListReading = {
  list: "GSTDetails",
  when: "$$NumItems:GSTDetails > 0",
  fields: [
    readDate("$applicable_from", "ApplicableFrom"),
    readText("$hsn_code", "HSNCode"),
    readText("$hsn_description", "HSN"),
    readText("$taxability", "Taxability"),
    readLogical("$is_reverse_charge", "IsReverseChargeApplicable"),
    readText("$nature_of_transaction", "GSTNatureOfTransaction"),
    readText("$nature_of_goods", "NatureOfGoods"),
    readText("$supply_type", "SupplyType"),
  ],
  lists: [
    {
      list: "StateWiseDetails",
      when: "$$NumItems:StateWiseDetails > 0",
      fields: [readText("$state", "StateName")],
      lists: [
        {
          list: "RateDetails",
          when: "$$NumItems:RateDetails > 0",
          table: "stock_item_gst_rates",
          inherit: {
            ...fromItem,
            applicable_from: "$applicable_from",
            state: "$state",
            hsn_code: "$hsn_code",
            hsn_description: "$hsn_description",
            taxability: "$taxability",
            is_reverse_charge: "$is_reverse_charge",
            nature_of_transaction: "$nature_of_transaction",
            nature_of_goods: "$nature_of_goods",
            supply_type: "$supply_type",
          },
          fields: [
            readText("duty_head", "GSTRateDutyHead"),
            readNumber("rate", "GSTRate"),
            readNumber("rate_per_unit", "GSTRatePerUnit"),
            readApplicable("valuation_type", "GSTRateValuationType"),
          ],
        },
      ],
    },
  ],
};

const componentFields: readonly Field[] = [
  readText("component_name", "StockItemName"),
  readText("godown_name", "GodownName"),
  readQuantity("quantity", "ActualQty"),
];

const itemLists: readonly ListReading[] = [
  {
    list: "BatchAllocations",
    when: "$$NumItems:BatchAllocations > 0",
    table: "stock_item_opening_batches",
    inherit: fromItem,
    fields: [
      readText("batch_name", "BatchName"),
      readText("godown_name", "GodownName"),
      readQuantity("quantity", "OpeningBalance"),
      readRate("rate", "OpeningRate"),
      readAmount("opening_value", "OpeningValue"),
      readDate("manufactured_on", "MfdOn"),
      readDate("expires_on", "ExpiryPeriod"),
    ],
  },
  gstRates,
  {
    list: "HSNDetails",
    when: "$$NumItems:HSNDetails > 0",
    table: "stock_item_hsn_details",
    inherit: fromItem,
    fields: [
      readDate("applicable_from", "ApplicableFrom"),
      readText("hsn_code", "HSNCode"),
      readText("hsn_description", "HSN"),
    ],
  },
  datedRates("StandardCostList", "stock_item_standard_costs"),
  datedRates("StandardPriceList", "stock_item_standard_prices"),
  {
    list: "FullPriceList",
    when: "$$NumItems:FullPriceList > 0",
    fields: [readText("$price_level_name", "PriceLevel"), readDate("$applicable_from", "Date")],
    lists: [
      {
        list: "PriceLevelList",
        when: "$$NumItems:PriceLevelList > 0",
        table: "stock_item_prices",
        inherit: {
          ...fromItem,
          price_level_name: "$price_level_name",
          applicable_from: "$applicable_from",
        },
        fields: [
          readCount("quantity_from", "StartingFrom"),
          readCount("quantity_to", "EndingAt"),
          readRate("rate", "Rate"),
          readNumber("discount_percent", "Discount"),
        ],
      },
    ],
  },
  {
    list: "MultiComponentList",
    when: "$$NumItems:MultiComponentList > 0",
    fields: [readText("$bom_name", "ComponentListName"), readCount("$bom_quantity", "ComponentBasicQty")],
    lists: [
      {
        list: "MultiComponentItemList",
        when: "$$NumItems:MultiComponentItemList > 0",
        table: "stock_item_components",
        inherit: { ...fromItem, bom_name: "$bom_name", bom_quantity: "$bom_quantity" },
        fields: [...componentFields, readText("nature", "NatureOfItem")],
      },
    ],
  },
  {
    // Items with a single bill of materials, on releases without named ones.
    list: "ComponentList",
    when: "$$NumItems:MultiComponentList = 0 AND $$NumItems:ComponentList > 0",
    table: "stock_item_components",
    inherit: fromItem,
    fields: componentFields,
  },
];

export const stockItems: Stream = defineStream({
  name: "stock_items",
  counter: "masters",
  tallyType: "StockItem",
  part: "inventory",
  isSmall: false,
  doc: "Stock items: goods and services that are bought, kept and sold.",
  columns: itemColumns,
  children: itemChildren,
  fields: itemFields,
  lists: itemLists,
});
