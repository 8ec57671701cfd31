import { Button, Switch, Text } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { notificationKinds } from "../../../src-main/contract/app-settings.ts";
import { Card } from "../../components/card.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

export function NotificationsSection(): ReactNode {
  const say = useSay();
  const act = useAction();
  const change = useChangeSettings();
  const { notifications } = useSettings();
  return (
    <Card>
      <Text>{say("notify_intro")}</Text>
      {notificationKinds.map((kind) => (
        <Switch
          key={kind}
          label={say(`notify_${kind}`)}
          checked={notifications[kind]}
          onChange={(_event, { checked }) =>
            void change({ notifications: { ...notifications, [kind]: checked } })
          }
        />
      ))}
      <div>
        <Button
          onClick={() =>
            void act("settings.testNotification", { kind: "problem" }, { onDone: () => say("notify_tested") })
          }
        >
          {say("notify_test")}
        </Button>
      </div>
    </Card>
  );
}
