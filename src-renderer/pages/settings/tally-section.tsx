import { Button, Text } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { TallyFinder } from "../../components/tally-finder.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

export function TallySection(): ReactNode {
  const say = useSay();
  const act = useAction();
  const change = useChangeSettings();
  const { tallyUrl, isSample } = useSettings();
  return (
    <>
      <Card>
        <TallyFinder url={tallyUrl} isSample={isSample} onChoose={(chosen) => void change(chosen)} />
      </Card>
      <Card>
        <Text>{say("tally_held")}</Text>
        <div>
          <Button
            size="small"
            onClick={() =>
              void act("tally.releaseRequests", undefined, {
                onDone: ({ released }) => say("done_released", { count: released }),
              })
            }
          >
            {say("tally_release")}
          </Button>
        </div>
      </Card>
    </>
  );
}
