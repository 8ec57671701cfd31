import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import tallyPortSetting from "../../assets/tally-port-setting.svg";
import { useSay } from "../state/app-context.tsx";

const useStyles = makeStyles({
  steps: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    paddingLeft: "22px",
    lineHeight: tokens.lineHeightBase400,
  },
  picture: {
    display: "block",
    width: "100%",
    maxWidth: "560px",
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  small: { maxWidth: "430px" },
  reads: { display: "block", marginTop: tokens.spacingVerticalM },
});

/** How to turn Tally's port on, in four steps with a picture. */
/** `isShort`: where the sentences around it say already to start Tally, and that nothing is written. */
export function TallyHelp({ isShort = false }: { readonly isShort?: boolean }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <>
      <ol className={styles.steps}>
        {!isShort && <li>{say("tallyHelpStart")}</li>}
        <li>{say("tallyHelpMenu")}</li>
        <li>{say("tallyHelpRole")}</li>
        <li>{say("tallyHelpPort")}</li>
      </ol>
      <img
        className={mergeClasses(styles.picture, isShort && styles.small)}
        src={tallyPortSetting}
        alt={say("tallyHelpPicture")}
      />
      {!isShort && <Text className={styles.reads}>{say("tallyHelpReads")}</Text>}
    </>
  );
}
