import { makeStyles, tokens } from "@fluentui/react-components";

/** A long list fills the page; one inside a page is as high as its rows. */
export const useListStyles = makeStyles({
  frame: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    // The base decides, not the rows: a list of 100,000 must not stretch the page.
    flex: "1 1 320px",
    minHeight: "320px",
    height: "1px",
  },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});
