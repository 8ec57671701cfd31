import { makeStyles, tokens } from "@fluentui/react-components";

/** Less telling columns go first when the window is narrow or everything is enlarged. */
export const useBoardStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowX: "auto",
  },
  table: { tableLayout: "auto", width: "100%", minWidth: "0" },
  heading: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  row: {
    cursor: "pointer",
    "& td": { paddingTop: "5px", paddingBottom: "5px", verticalAlign: "middle", height: "auto" },
  },
  name: { width: "34%", "@media (max-width: 760px)": { width: "auto" } },
  standing: {},
  fresh: { whiteSpace: "nowrap" },
  verified: { "@media (max-width: 620px)": { display: "none" } },
  lastVoucher: { whiteSpace: "nowrap", "@media (max-width: 960px)": { display: "none" } },
  rows: {
    textAlign: "right",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
    "@media (max-width: 860px)": { display: "none" },
    "& > *": { justifyContent: "flex-end" },
  },
  menu: { width: "44px", paddingLeft: "2px", paddingRight: "6px" },
});
