import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFailure } from "../../i18n/use-failure";
import { showFailure, showToast } from "../../ui/toast-store";
import type { FlowTest, Script } from "../api/script";
import { useReach } from "../parts/use-hotkeys";
import { usePhone } from "../parts/use-phone";
import { useFlowTools } from "../store/flow-context";
import { useDesignerStore } from "../store/store";

/** The tests of the flow, by name. */
export function useTests() {
  const { api } = useFlowTools();
  return useQuery({ queryKey: ["tests"], queryFn: api.tests.list, staleTime: 0 });
}

/** How the tests went when they were last run here, and on which graph. */
export function useReport() {
  const { api } = useFlowTools();
  const store = useDesignerStore();
  const run = async () => {
    const { graph } = store.getState();
    return { graph, report: await api.tests.run(graph) };
  };
  return useQuery({
    queryKey: ["testReport"],
    queryFn: run,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false, // the graph stays the one on the canvas: a later one is another object
  });
}

/** Jump to a block: on the canvas beside the list, on a phone into the block. */
export function useShow(): (node: string) => void {
  const store = useDesignerStore();
  const reach = useReach();
  const phone = usePhone();
  return (node) => {
    if (phone) return store.getState().openInspector(node);
    store.getState().select([node]);
    reach.reveal(node);
  };
}

/** What can be done with a test; each tells when it failed. */
export function useTestDeeds() {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const store = useDesignerStore();
  const queries = useQueryClient();
  const report = useReport();
  const failure = useFailure();
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed();
    } catch (error) {
      showFailure(failure(error));
    }
    await queries.invalidateQueries({ queryKey: ["tests"] });
    if (report.data) await report.refetch();
  };
  const write = (test: FlowTest, name: string, script: Script, anew: boolean) =>
    api.tests.change(test.id, name, script, anew ? store.getState().graph : undefined);
  return {
    change: (test: FlowTest, name: string, script: Script, anew: boolean) =>
      attempt(() => write(test, name, script, anew)),
    recordAnew: (test: FlowTest) =>
      attempt(async () => {
        const before = await api.tests.read(test.id);
        await write(test, test.name, before, true);
        const takeBack = () => void attempt(() => write(test, test.name, before, false));
        showToast(t("tests.recorded", { name: test.name }), takeBack);
      }),
    remove: (test: FlowTest) =>
      attempt(async () => {
        const script = await api.tests.read(test.id);
        await api.tests.remove(test.id);
        const takeBack = () => void attempt(() => api.tests.add(test.name, script));
        showToast(t("tests.deleted", { name: test.name }), takeBack);
      }),
    require: (required: boolean) => attempt(() => api.tests.require(required)),
  };
}
