/**
 * The data dictionary, written by hand: `column:type`, `+table` for a name that points to a master, `*` where empty
 * is zero. What the catalog adds beyond it is allowed; a name, a type or a mark that differs is not.
 */
const dictionary = `
account_groups
  name:name parent_name:name+account_groups primary_group_name:name+account_groups path:text is_revenue:bool
  is_deemed_positive:bool is_reserved:bool affects_gross_profit:bool sort_position:int
ledgers
  name:name parent_name:name+account_groups alias:text description:text notes:text is_revenue:bool
  is_deemed_positive:bool is_reserved:bool opening_balance:money* opening_forex:money closing_balance:money
  closing_read_at:time currency_name:name+currencies is_bill_wise:bool is_cost_centres_on:bool affects_stock:bool
  mailing_name:text address:text state:name country:name pincode:text email:text phone:text mobile:text contact:text
  website:text pan:text gstin:name gst_registration_type:text gst_applicable_from:date gst_supply_type:text
  gst_duty_head:text tax_type:text tax_rate:number tds_applicable:bool bank_account_holder:text
  bank_account_number:text bank_ifsc:text bank_swift:text bank_name:text bank_branch:text credit_days:int
  credit_limit:money
ledger_opening_bills < ledgers ledger_guid
  ledger_name:name bill_name:name bill_date:date due_date:date credit_days:int amount:money is_advance:bool
ledger_closing_values < ledgers ledger_guid
  ledger_name:name value_date:date amount:money
ledger_bank_accounts < ledgers ledger_guid
  ledger_name:name account_holder:text account_number:text ifsc:text swift:text bank_name:text branch:text
ledger_gst_details < ledgers ledger_guid
  applicable_from:date registration_type:text gstin:name state:text place_of_supply:text
currencies
  name:name symbol:text formal_name:text iso_code:text decimal_places:int
voucher_types
  name:name parent_name:name+voucher_types base_type:name numbering_method:text is_reserved:bool
  is_deemed_positive:bool affects_stock:bool is_optional_by_default:bool is_active:bool
units
  name:name formal_name:text is_simple:bool base_unit_name:name+units additional_unit_name:name+units
  conversion:number decimal_places:int uqc:text
godowns
  name:name parent_name:name+godowns address:text is_reserved:bool has_third_party_stock:bool
stock_groups
  name:name parent_name:name+stock_groups is_addable:bool
stock_categories
  name:name parent_name:name+stock_categories
stock_items
  name:name parent_name:name+stock_groups category_name:name+stock_categories alias:text description:text notes:text
  part_number:name base_unit_name:name+units additional_unit_name:name+units conversion:number
  opening_quantity:number* opening_rate:number opening_value:money* closing_quantity:number closing_rate:number
  closing_value:money closing_read_at:time costing_method:text valuation_method:text gst_applicable:bool
  gst_type_of_supply:text hsn_code:name hsn_description:text gst_rate:number gst_taxability:text is_batch_wise:bool
  has_expiry:bool reorder_level:number
stock_item_opening_batches < stock_items item_guid
  item_name:name batch_name:name godown_name:name+godowns quantity:number rate:number opening_value:money
  manufactured_on:date expires_on:date
stock_item_gst_rates < stock_items item_guid
  item_name:name applicable_from:date hsn_code:name hsn_description:text duty_head:text rate:number
  rate_per_unit:number valuation_type:text taxability:text is_reverse_charge:bool nature_of_transaction:text
  nature_of_goods:text supply_type:text
stock_item_standard_costs < stock_items item_guid
  item_name:name applicable_from:date rate:number
stock_item_standard_prices < stock_items item_guid
  item_name:name applicable_from:date rate:number
stock_item_prices < stock_items item_guid
  item_name:name price_level_name:name applicable_from:date quantity_from:number quantity_to:number rate:number
  discount_percent:number
stock_item_components < stock_items item_guid
  item_name:name bom_name:name bom_quantity:number component_name:name+stock_items godown_name:name+godowns
  quantity:number nature:text
cost_categories
  name:name is_reserved:bool allocates_revenue:bool allocates_non_revenue:bool
cost_centres
  name:name parent_name:name+cost_centres category_name:name+cost_categories is_employee:bool
employees
  name:name parent_name:name+cost_centres id_number:text joined_on:date left_on:date designation:text
  job_function:text location:text gender:text born_on:date blood_group:text father_or_mother_name:text
  spouse_name:text address:text mobile:text email:text pan:text aadhaar:text uan:text pf_number:text
  pf_joined_on:date pf_left_on:date pran:text
attendance_types
  name:name parent_name:name+attendance_types unit_name:name+units attendance_type:text period:text
pay_heads
  name:name parent_name:name+account_groups payslip_name:text pay_type:text income_type:text calculation_type:text
  leave_type:text calculation_period:text
budgets
  name:name parent_name:name+budgets is_scenario:bool
budget_lines < budgets budget_guid
  period_from:date period_to:date target_type:key target_name:name target_guid:key budget_type:text amount:money
vouchers
  date:date effective_date:date voucher_type_name:name+voucher_types base_type:name voucher_number:name
  voucher_number_series:text numbering_style:text reference:name reference_date:date narration:text
  party_name:name+ledgers party_gstin:name place_of_supply:text amount:money is_invoice:bool is_accounting:bool
  is_inventory:bool is_order:bool is_cancelled:bool is_optional:bool is_post_dated:bool posts_to_accounts:bool
  moves_stock:bool irn:text irn_ack_number:text irn_ack_date:date eway_bill_number:text entered_by:text
  altered_by:text
voucher_ledger_entries < vouchers voucher_guid
  ledger_name:name+ledgers amount:money* forex_amount:money currency_name:name+currencies exchange_rate:number
  is_party_ledger:bool is_deemed_positive:bool gst_class:text gst_nature:text gst_taxability:text
  gst_type_of_supply:text gst_is_reverse_charge:bool gst_is_ineligible_itc:bool narration:text
voucher_inventory_entries < vouchers voucher_guid
  item_name:name+stock_items quantity:number* billed_quantity:number* unit_name:name+units
  alternate_quantity:number alternate_unit_name:name+units rate:number rate_unit_name:name+units amount:money*
  discount_percent:number additional_amount:money godown_name:name+godowns tracking_number:name order_number:name
  order_due_date:date hsn_code:name gst_rate:number gst_nature:text gst_taxability:text gst_type_of_supply:text
  is_deemed_positive:bool description:text
voucher_batch_allocations < vouchers voucher_guid
  inventory_line_no:int item_name:name+stock_items batch_name:name godown_name:name+godowns
  destination_godown_name:name+godowns quantity:number* billed_quantity:number* rate:number amount:money*
  tracking_number:name order_number:name manufactured_on:date expires_on:date
voucher_bill_allocations < vouchers voucher_guid
  ledger_line_no:int ledger_name:name+ledgers bill_type:name bill_name:name bill_date:date credit_days:int
  due_date:date amount:money* forex_amount:money
voucher_bank_allocations < vouchers voucher_guid
  ledger_line_no:int ledger_name:name+ledgers transaction_type:text instrument_number:name instrument_date:date
  bank_name:text bankers_date:date payment_favouring:text unique_reference:text amount:money*
voucher_cost_allocations < vouchers voucher_guid
  ledger_line_no:int ledger_name:name+ledgers item_name:name+stock_items category_name:name+cost_categories
  cost_centre_name:name+cost_centres amount:money*
voucher_inventory_ledgers < vouchers voucher_guid
  inventory_line_no:int item_name:name+stock_items ledger_name:name+ledgers amount:money*
voucher_additional_costs < vouchers voucher_guid
  ledger_name:name+ledgers amount:money* allocation_type:text rate:number
voucher_gst_lines < vouchers voucher_guid
  source:key source_line_no:int duty_head:name rate:number taxable_value:money tax_amount:money
voucher_pay_heads < vouchers voucher_guid
  category_name:name+cost_categories employee_name:name+employees employee_order:int pay_head_name:name+pay_heads
  pay_head_order:int amount:money*
voucher_attendance < vouchers voucher_guid
  employee_name:name+employees attendance_type_name:name+attendance_types time_value:number type_value:number
`;

interface ExpectedColumn {
  readonly name: string;
  readonly type: string;
  readonly refersTo: string | undefined;
  readonly zeroWhenEmpty: boolean;
}

interface ExpectedTable {
  readonly name: string;
  readonly parent: string | null;
  readonly parentKey: string | null;
  readonly columns: readonly ExpectedColumn[];
}

export function readDictionary(): readonly ExpectedTable[] {
  return dictionary
    .split(/\n(?=\w)/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map(readTable);
}

function readTable(block: string): ExpectedTable {
  const [head = "", ...rest] = block.split("\n");
  const [name = "", parent = "", parentKey = ""] = head.split(/[\s<]+/);
  const columns = rest.join(" ").trim().split(/\s+/).map(readColumn);
  return { name, parent: parent || null, parentKey: parentKey || null, columns };
}

function readColumn(text: string): ExpectedColumn {
  const match = /^(\w+):([a-z]+)(?:\+(\w+))?(\*)?$/.exec(text);
  if (!match) throw new Error(`'${text}' is no column of the dictionary`);
  const [, name = "", type = "", refersTo, zero] = match;
  return { name, type, refersTo, zeroWhenEmpty: zero !== undefined };
}
