import { makeStyles, tokens } from "@fluentui/react-components";

/** Rows of the lists of runs and changes; on a narrow window the less telling cells go. */
export const useListStyles = makeStyles({
  header: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    minHeight: "36px",
  },
  row: {
    display: "grid",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "center",
    height: "100%",
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  line: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  runs: {
    gridTemplateColumns: "150px minmax(110px, 1.2fr) 130px minmax(160px, 2.5fr) 70px",
    "@media (max-width: 860px)": {
      gridTemplateColumns: "130px minmax(90px, 1fr) 120px minmax(110px, 1.6fr)",
    },
  },
  changes: {
    gridTemplateColumns: "150px minmax(100px, 1fr) 150px minmax(130px, 2fr) minmax(70px, 0.8fr) 100px",
    "@media (max-width: 860px)": {
      gridTemplateColumns: "130px 130px minmax(110px, 2fr) 100px",
    },
  },
  wideOnly: { "@media (max-width: 860px)": { display: "none" } },
  cell: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  link: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    textAlign: "left",
    minWidth: 0,
  },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
  quiet: { color: tokens.colorNeutralForeground2 },
});
