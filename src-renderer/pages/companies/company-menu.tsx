import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import {
  ArrowClockwise20Regular,
  ArrowSync20Regular,
  Delete20Regular,
  History20Regular,
  MoreHorizontal20Regular,
  ShieldCheckmark20Regular,
  Wrench20Regular,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { useCompanyActions } from "./use-company-actions.ts";

interface CompanyMenuProps {
  readonly company: CompanyState;
  readonly onConfirm: (confirmation: Confirmation) => void;
}

export function CompanyMenu({ company, onConfirm }: CompanyMenuProps): ReactNode {
  const say = useSay();
  const actions = useCompanyActions(company, onConfirm);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          aria-label={say("companies_menu", { company: company.name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<ArrowSync20Regular />} disabled={!company.isOpen} onClick={actions.sync}>
            {say("companies_sync")}
          </MenuItem>
          <MenuItem icon={<ShieldCheckmark20Regular />} disabled={!company.isOpen} onClick={actions.verify}>
            {say("companies_verify")}
          </MenuItem>
          <MenuItem icon={<Wrench20Regular />} disabled={!company.isOpen} onClick={actions.repair}>
            {say("companies_repair")}
          </MenuItem>
          <MenuItem
            icon={<History20Regular />}
            onClick={() => navigateTo({ page: "activity", company: company.key })}
          >
            {say("companies_activity")}
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={<ArrowClockwise20Regular />} disabled={!company.isOpen} onClick={actions.rebuild}>
            {say("companies_rebuild")}
          </MenuItem>
          <MenuItem icon={<Delete20Regular />} disabled={company.companyId === null} onClick={actions.remove}>
            {say("companies_remove")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
