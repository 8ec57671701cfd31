import type { HeadPart } from "../books/content.ts";
import type { InvoicePlan } from "./invoices.ts";
import type { World } from "./world.ts";

export function makeHead(world: World, plan: InvoicePlan, amount: number, number: string): HeadPart {
  const { party, day } = plan;
  const { random } = world;
  const place = party.state?.name;
  const head: HeadPart = {
    ...(party.gstin !== "" && { partyGstin: party.gstin }),
    registrationType: party.registrationType,
    companyGstin: world.companyGstin,
    registrationId: world.registrationId,
    buyerAddress: party.address,
    ...(place !== undefined && { placeOfSupply: place, stateName: place }),
    ...(party.creditText !== "" && { dueText: party.creditText }),
    ...(plan.orderNumber !== undefined && { orderReferences: [plan.orderNumber] }),
    ...(random.chance(0.03) && {
      partyName: `${party.name} (Ship To)`,
      consignee: "Site Office, Gate No. 2",
    }),
  };
  const isElectronic = plan.isSale && plan.isDraft !== true && party.gstin !== "" && random.chance(0.3);
  return isElectronic ? { ...head, ...makeElectronic(world, day, amount, number) } : head;
}

function makeElectronic(world: World, day: number, amount: number, number: string): HeadPart {
  const { random } = world;
  const irn = Array.from({ length: 8 }, () => random.int(0, 0xffff_ffff).toString(16).padStart(8, "0")).join(
    "",
  );
  const bill = (offset: number): NonNullable<HeadPart["ewayBills"]>[number] => ({
    number: `24${random.int(1_000_000_000, 9_999_999_999)}`,
    day: day + offset,
    validUntilDay: day + offset + 3,
    vehicle: `MH01AB${number.length}${random.int(100, 999)}`,
  });
  const count = Math.abs(amount) > 500_000_000 ? random.pick([1, 1, 1, 2]) : 0;
  return {
    irn,
    irnAckNumber: `1${random.int(10_000_000, 99_999_999)}${random.int(100_000, 999_999)}`,
    irnAckDay: day,
    ewayBills: Array.from({ length: count }, (_, index) => bill(index)),
  };
}
