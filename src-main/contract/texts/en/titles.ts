/** English titles of ready views, as the trade calls them. */
export const viewTitles = {
  v_ledger_months: "Ledger monthly summary",
  v_trial_balance: "Trial balance",
  v_group_summary: "Group summary",
  v_profit_and_loss: "Profit and loss",
  v_balance_sheet: "Balance sheet",
  v_day_book: "Day book",
  v_ledger_statement: "Ledger statement",
  v_cash_book: "Cash book",
  v_bank_book: "Bank book",
  v_sales_register: "Sales register",
  v_purchase_register: "Purchase register",
  v_bills_receivable: "Bills receivable",
  v_bills_payable: "Bills payable",
  v_stock_summary: "Stock summary",
  v_stock_movements: "Stock movements",
  v_cost_centre_breakup: "Cost centre break-up",
  v_gst_summary: "GST summary",
  v_changes: "Changes",
  v_sync_health: "Health of the replica",
  dates: "Calendar",
} as const;

/** English titles of the tables that hold the lines of masters and vouchers. */
export const lineTitles = {
  ledger_opening_bills: "Opening bills of ledgers",
  ledger_closing_values: "Closing values of ledgers",
  ledger_bank_accounts: "Bank accounts of ledgers",
  ledger_gst_details: "GST details of ledgers",
  stock_item_opening_batches: "Opening batches of stock items",
  stock_item_gst_rates: "GST rates of stock items",
  stock_item_standard_costs: "Standard costs of stock items",
  stock_item_standard_prices: "Standard prices of stock items",
  stock_item_prices: "Price lists of stock items",
  stock_item_components: "Components of stock items",
  stock_item_hsn_details: "HSN details of stock items",
  budget_lines: "Budget lines",
  gst_registration_details: "Details of GST registrations",
  voucher_ledger_entries: "Ledger lines of vouchers",
  voucher_inventory_entries: "Item lines of vouchers",
  voucher_batch_allocations: "Batches and godowns of vouchers",
  voucher_bill_allocations: "Bills of vouchers",
  voucher_bank_allocations: "Bank details of vouchers",
  voucher_cost_allocations: "Cost centres of vouchers",
  voucher_inventory_ledgers: "Ledgers of item lines",
  voucher_additional_costs: "Additional costs of vouchers",
  voucher_gst_lines: "GST lines of vouchers",
  voucher_pay_heads: "Pay heads of vouchers",
  voucher_attendance: "Attendance of vouchers",
} as const;

/** Titles of the tables in which the program keeps what it did. */
export const recordTitles = {
  sync_runs: "Runs",
  sync_history: "Runs by table",
  change_log: "Record of changes",
  held_deletes: "Deletions that waited",
  quarantine: "Entries set aside",
} as const;

/**
 * Titles of columns whose name does not say it well; others are their name in words (`bill_date`: Bill date).
 */
export const columnTitles: Readonly<Record<string, string>> = {
  company_id: "Company no.",
  company_name: "Company",
  month_start: "Month",
  group_path: "Groups",
  path: "Groups",
  group_name: "Group",
  number: "Number",
  bucket: "Age",
  part: "Part of the statement",
  seq: "Sequence",
  stock_valuation: "Stock valued by",
  valuation: "Valued by",
  type: "Voucher type",
  quantity_in: "Quantity in",
  quantity_out: "Quantity out",
  gst_month: "GST month",
  entity_type: "Table",
  changed_at: "Taken over at",
  values_before: "Before",
  values_after: "After",
  held_deletes: "Deletions waiting",
  quarantined: "Set aside",
  unexplained_since: "Unexplained since",
  line_no: "Line",
  master_id: "Order of entry",
  posts_to_accounts: "Counts in accounts",
};

/** Short forms that are written in capitals inside a title. */
export const capitalWords: ReadonlySet<string> = new Set(
  "guid gst gstin cgst sgst igst hsn irn tds pan uan pf pran id xml uqc bom ifsc swift iso".split(" "),
);
