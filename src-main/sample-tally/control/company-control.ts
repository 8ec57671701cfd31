import type { Books } from "../books.ts";
import { alterCompany, booksFromDayOf, printedNumber } from "../books/company-state.ts";
import type { CompanyState } from "../books/company-state.ts";
import type { VoucherContent } from "../books/content.ts";
import { dayFromIso } from "../books/days.ts";
import type { VoucherRecord } from "../books/numbering.ts";
import type { Backup } from "../books/snapshot.ts";
import { rupee } from "../books/values.ts";
import { addVoucher, alterVoucher, deleteVoucher, setCancelled } from "../books/voucher-changes.ts";
import type { VoucherKind } from "../company/kinds.ts";
import { writeOrdinaryVoucher, writeVoucher } from "../company/voucher-plan.ts";
import type { World } from "../company/world.ts";
import type { TallyObject } from "../model.ts";
import { addLine, changeParty, dropLastItem, moveToDay, scaleContent, setBankersDay } from "./alterations.ts";
import { contentOfDraft, masterId, parseScaled } from "./draft.ts";
import type { VoucherDraft } from "./draft.ts";
import { MasterControl } from "./master-control.ts";

/**
 * Everything people can do to one company at its screen. Vouchers are named by MASTERID, dates are `YYYY-MM-DD`,
 * amounts exact text. Refusals are errors with a plain sentence.
 */
export class CompanyControl {
  readonly books: Books;
  /** For writing vouchers as the sample company does. */
  readonly world: World;
  readonly masters: MasterControl;
  readonly #backups = new Map<string, Backup>();

  constructor(books: Books, world: World) {
    this.books = books;
    this.world = world;
    this.masters = new MasterControl(books.state);
  }

  get #state(): CompanyState {
    return this.books.state;
  }

  /** The voucher as the port shows it. */
  show(masterIdOfVoucher: number): TallyObject {
    return this.books.show(this.#record(masterIdOfVoucher));
  }

  #record(masterIdOfVoucher: number): VoucherRecord {
    const record = this.#state.vouchers.byId(masterIdOfVoucher);
    if (record === undefined || record.isDeleted)
      throw new Error(`There is no voucher with MASTERID ${masterIdOfVoucher}.`);
    return record;
  }

  #alter(masterIdOfVoucher: number, change: (content: VoucherContent) => VoucherContent): void {
    const record = this.#record(masterIdOfVoucher);
    if (record.isCancelled) throw new Error("A cancelled voucher cannot be altered.");
    alterVoucher(this.#state, record, change(record.content));
  }

  /** Returns the MASTERID of the new voucher, as all posting does. */
  post(draft: VoucherDraft): number {
    return addVoucher(this.#state, contentOfDraft(draft, this.#state.masters)).masterId;
  }

  /** A voucher of a kind as the company writes it; an ordinary one if no kind is named. */
  postRandom(options: { readonly kind?: VoucherKind; readonly date?: string } = {}): number {
    const day = options.date === undefined ? this.#state.today : dayFromIso(options.date);
    const { kind } = options;
    const record =
      kind === undefined ? writeOrdinaryVoucher(this.world, day) : writeVoucher(this.world, kind, day);
    return record.masterId;
  }

  replace(masterIdOfVoucher: number, draft: VoucherDraft): void {
    this.#alter(masterIdOfVoucher, () => contentOfDraft(draft, this.#state.masters));
  }

  scaleAmounts(masterIdOfVoucher: number, factor: number): void {
    if (!Number.isInteger(factor) || factor < 1) throw new Error("The factor must be a whole number from 1.");
    this.#alter(masterIdOfVoucher, (content) => scaleContent(content, factor));
  }

  addLine(masterIdOfVoucher: number, ledger: string, amount: string): void {
    const id = masterId(this.#state.masters, "LEDGER", ledger);
    this.#alter(masterIdOfVoucher, (content) => addLine(content, id, parseScaled(amount, rupee)));
  }

  dropLastItem(masterIdOfVoucher: number): void {
    this.#alter(masterIdOfVoucher, dropLastItem);
  }

  setNarration(masterIdOfVoucher: number, narration: string): void {
    this.#alter(masterIdOfVoucher, (content) => ({ ...content, narration }));
  }

  setReference(masterIdOfVoucher: number, reference: string): void {
    this.#alter(masterIdOfVoucher, (content) => ({ ...content, reference }));
  }

  setParty(masterIdOfVoucher: number, ledger: string): void {
    const id = masterId(this.#state.masters, "LEDGER", ledger);
    this.#alter(masterIdOfVoucher, (content) => changeParty(content, id));
  }

  /** Opened and accepted without a change: still one ALTERID. */
  resave(masterIdOfVoucher: number): void {
    this.#alter(masterIdOfVoucher, (content) => content);
  }

  cancel(masterIdOfVoucher: number): void {
    const record = this.#record(masterIdOfVoucher);
    if (record.isCancelled) throw new Error("The voucher is cancelled already.");
    setCancelled(this.#state, record, true);
  }

  uncancel(masterIdOfVoucher: number): void {
    const record = this.#record(masterIdOfVoucher);
    if (!record.isCancelled) throw new Error("The voucher is not cancelled.");
    setCancelled(this.#state, record, false);
  }

  setOptional(masterIdOfVoucher: number, isOptional: boolean): void {
    this.#alter(masterIdOfVoucher, (content) => ({ ...content, isOptional }));
  }

  setPostDated(masterIdOfVoucher: number, isPostDated: boolean): void {
    this.#alter(masterIdOfVoucher, (content) => ({ ...content, isPostDated }));
  }

  delete(masterIdOfVoucher: number): void {
    deleteVoucher(this.#state, this.#record(masterIdOfVoucher));
  }

  /** Deleted and entered again with the same content: a new MASTERID. */
  recreate(masterIdOfVoucher: number): number {
    const { content } = this.#record(masterIdOfVoucher);
    this.delete(masterIdOfVoucher);
    return addVoucher(this.#state, content).masterId;
  }

  redate(masterIdOfVoucher: number, date: string): void {
    const day = dayFromIso(date);
    this.#alter(masterIdOfVoucher, (content) => moveToDay(content, day));
  }

  setType(masterIdOfVoucher: number, type: string): void {
    const typeId = masterId(this.#state.masters, "VOUCHERTYPE", type);
    this.#alter(masterIdOfVoucher, (content) => ({ ...content, typeId }));
  }

  /** Whether reconciling a bank statement moves the ALTERID is not known (column-map); `isSilent` leaves it. */
  setBankersDate(masterIdOfVoucher: number, date: string | undefined, isSilent = false): void {
    const day = date === undefined ? undefined : dayFromIso(date);
    if (isSilent) {
      const record = this.#record(masterIdOfVoucher);
      record.content = setBankersDay(record.content, day);
      this.#state.version += 1;
      return;
    }
    this.#alter(masterIdOfVoucher, (content) => setBankersDay(content, day));
  }

  setUser(user: string | undefined): void {
    this.#state.user = user;
  }

  setToday(date: string): void {
    this.#state.today = dayFromIso(date);
  }

  backup(label = "backup"): void {
    this.#backups.set(label, this.books.backup());
  }

  /** Counters fall back and the same ids are given out again (protocol §6.14). */
  restore(label = "backup"): void {
    const backup = this.#backups.get(label);
    if (backup === undefined) throw new Error(`There is no backup named "${label}".`);
    this.books.restore(backup);
  }

  backupLabels(): readonly string[] {
    return [...this.#backups.keys()];
  }

  /** GUID stays (protocol §6.12). */
  renameCompany(to: string): void {
    alterCompany(this.#state, { NAME: to, BASICCOMPANYFORMALNAME: to, MAILINGNAME: to });
  }

  /** The data folder moves: the number and folder change, nothing inside the books does. */
  moveCompany(companyNumber: string, destination: string): void {
    this.books.company.fields["COMPANYNUMBER"] = printedNumber(companyNumber);
    this.books.company.fields["DESTINATION"] = destination;
    this.#state.version += 1;
  }

  /** MASTERIDs of the living vouchers, oldest entry first. */
  voucherIds(): readonly number[] {
    const { vouchers } = this.#state;
    return vouchers.masterIds().filter((id) => vouchers.byId(id)?.isDeleted === false);
  }

  /** Deleted vouchers stay listed with ISDELETED Yes, as an Edit Log release might do. */
  setKeepsDeleted(keepsDeleted: boolean): void {
    this.#state.keepsDeleted = keepsDeleted;
  }

  get booksFromDay(): number {
    return booksFromDayOf(this.#state);
  }
}
