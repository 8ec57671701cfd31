import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { Pause20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { pauseLengths } from "../../src-main/contract/channels.ts";
import { useSay } from "../state/app-context.tsx";
import { useAction } from "../state/messages.tsx";

export function PauseMenu(): ReactNode {
  const say = useSay();
  const act = useAction();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<Pause20Regular />}>{say("pause")}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {pauseLengths.map((length) => (
            <MenuItem key={length} onClick={() => void act("agent.pause", { length })}>
              {say(`pause_${length}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
