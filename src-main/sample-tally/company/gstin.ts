import type { Random } from "./random.ts";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const letters = digits.slice(10).split("");

/** The fifteenth character: mod-36 over the first fourteen with alternating factors 1 and 2. */
export function gstinCheckCharacter(firstFourteen: string): string {
  let sum = 0;
  for (const [index, character] of firstFourteen.split("").entries()) {
    const product = digits.indexOf(character) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return digits[(36 - (sum % 36)) % 36] ?? "";
}

export function makePan(random: Random, holder: "C" | "P" | "F" = "C"): string {
  const letter = (): string => random.pick(letters);
  return `${letter()}${letter()}${letter()}${holder}${letter()}${random.int(1000, 9999)}${letter()}`;
}

export function makeGstin(stateCode: string, pan: string, registration = 1): string {
  const start = `${stateCode}${pan}${registration}Z`;
  return start + gstinCheckCharacter(start);
}

export interface State {
  readonly name: string;
  readonly code: string;
  readonly pins: readonly [number, number];
  readonly cities: readonly string[];
}

export const states: readonly State[] = [
  {
    name: "Maharashtra",
    code: "27",
    pins: [400_001, 445_402],
    cities: ["Mumbai", "Pune", "Nagpur", "Nashik"],
  },
  { name: "Gujarat", code: "24", pins: [360_001, 396_590], cities: ["Ahmedabad", "Surat", "Rajkot"] },
  { name: "Karnataka", code: "29", pins: [560_001, 591_346], cities: ["Bengaluru", "Mysuru", "Hubballi"] },
  { name: "Tamil Nadu", code: "33", pins: [600_001, 643_253], cities: ["Chennai", "Coimbatore", "Madurai"] },
  { name: "Delhi", code: "07", pins: [110_001, 110_097], cities: ["New Delhi", "Dwarka"] },
  { name: "Uttar Pradesh", code: "09", pins: [201_001, 285_223], cities: ["Kanpur", "Lucknow", "Noida"] },
  { name: "West Bengal", code: "19", pins: [700_001, 743_711], cities: ["Kolkata", "Howrah"] },
  { name: "Kerala", code: "32", pins: [670_001, 695_615], cities: ["Kochi", "Kozhikode"] },
];
