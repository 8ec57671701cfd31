import type { Random } from "./random.ts";

/** Names that break careless programs; each company has all of them. */
export const awkwardCustomers: readonly string[] = [
  "शर्मा ट्रेडर्स",
  "முருகன் ஸ்டோர்ஸ்",
  "Peña & Sons",
  "Pena & Sons",
  'The "Quality" Tool House',
  "O'Brien's Depot",
  "Less < More Traders",
  "Ratio 1:2 Agency",
  "Utsav 🎉 Gift Shop",
  "Mehta Brothers\r\n(Retail Division)",
  "Gupta Hardware\r\n",
  "Two  Blanks Mart",
  "50% Off; Bazaar #1 @ Link Road",
  "Alpha-Beta/Gamma (Pvt.) Ltd.",
];

export const awkwardSuppliers: readonly string[] = [
  "राजेश & कंपनी",
  "சென்னை சப்ளையர்ஸ்",
  "Müller & Søn Imports",
  'D\'Souza "Best" Components',
  "Not Applicable",
  "Shree Ganesh Metals >> Works",
];

const firstWords = [
  "Aarav",
  "Balaji",
  "Chirag",
  "Deepak",
  "Eastern",
  "Falcon",
  "Ganga",
  "Himalaya",
  "Indus",
  "Jagdamba",
  "Kaveri",
  "Lakshmi",
  "Mahavir",
  "National",
  "Om",
  "Prakash",
  "Queen's",
  "Royal",
  "Sagar",
  "Trimurti",
  "Universal",
  "Vishal",
  "Western",
  "Yash",
  "Zenith",
  "Ashok",
  "Bharat",
  "Crown",
  "Diamond",
  "Everest",
  "Ganesh",
  "Hari Om",
  "Imperial",
  "Jyoti",
  "Krishna",
  "Lotus",
  "Metro",
  "Navrang",
];
const secondWords = [
  "Trading Co",
  "Enterprises",
  "Industries",
  "Agencies",
  "& Sons",
  "Hardware",
  "Electricals",
  "Distributors",
  "Stores",
  "Traders",
  "Steel",
  "Pvt Ltd",
  "Marketing",
  "Engineering Works",
  "Corporation",
  "Mart",
  "Supply House",
  "Bros.",
  "Impex",
  "Syndicate",
];

/** A fresh trading name: never one already in `taken` (upper case). */
export function makeTradingName(random: Random, taken: Set<string>): string {
  for (;;) {
    const base = `${random.pick(firstWords)} ${random.pick(secondWords)}`;
    const name = taken.has(base.toUpperCase()) ? `${base} ${random.int(2, 9999)}` : base;
    if (taken.has(name.toUpperCase())) continue;
    taken.add(name.toUpperCase());
    return name;
  }
}

export const personNames: readonly string[] = [
  "Ravi Kumar",
  "Sunita Deshpande",
  "Mohammed Iqbal",
  "कविता शर्मा",
  "Lakshmi Narayanan",
  "Joseph D'Souza",
  "Gurpreet Singh",
  "Anjali Mehta",
  "Prakash Rao",
  "முத்து செல்வம்",
  "Neha Gupta",
  "Arun Nair",
  "Fatima Sheikh",
  "Vikram Joshi",
  "Pooja Iyer",
  "Suresh Patil",
  "Deepa Menon",
  "Harish Chandra",
  "Kiran Bose",
  "Manoj Tiwari",
];

const narrations = [
  "Being goods sold as per bill",
  "Cheque received, subject to realisation",
  "माल भेजा गया & बिल संलग्न",
  "சரக்கு அனுப்பப்பட்டது",
  'Against PO "urgent" dt. last week',
  "Line one\r\nLine two: freight < 500 & paid\r\n\r\nLine four",
  "Trailing blanks kept  ",
  "Payment by NEFT; UTR as per advice",
  "Señor Peña's order 🚚 dispatched",
  "1) Tools 2) Spares @ 5% disc.",
  "Adjusted as discussed with Mr. O'Brien",
  "=SUM(A1) - no formula, just text",
  "Tab\there, equals = and percent %",
];

export function makeNarration(random: Random, number: number): string | undefined {
  if (random.chance(0.25)) return undefined;
  return random.chance(0.6) ? `${random.pick(narrations)} ${number}`.trimEnd() : random.pick(narrations);
}
