import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Bar } from "./bar.ts";

const useStyles = makeStyles({
  chart: { display: "block", width: "100%", height: "64px" },
  bar: {
    fill: tokens.colorBrandBackground,
    "@media (forced-colors: active)": { fill: "CanvasText" },
    ":hover": { fill: tokens.colorBrandBackgroundHover },
  },
  line: { stroke: tokens.colorNeutralStroke2 },
});

interface BarChartProps {
  readonly bars: readonly Bar[];
  /** What the picture says, in one sentence. */
  readonly text: string;
}

const height = 60;
const step = 10;
/** A few bars stay as thin as many. */
const leastBars = 30;

/** Thin bars side by side, the tallest as high as the picture. */
export function BarChart({ bars, text }: BarChartProps): ReactNode {
  const styles = useStyles();
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const width = Math.max(leastBars, bars.length) * step;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${width} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      {bars.map(({ value, hint }, index) => {
        const tall = value === 0 ? 0 : Math.max(2, (value / most) * height);
        return (
          <rect
            key={hint}
            className={styles.bar}
            x={index * step + 1}
            y={height - tall}
            width={step - 2}
            height={tall}
          >
            <title>{hint}</title>
          </rect>
        );
      })}
      <line className={styles.line} x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
    </svg>
  );
}
