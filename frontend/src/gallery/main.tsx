import { mountIsland } from "../island/mount-island";
import { Gallery } from "./gallery";

mountIsland("gallery", Gallery, {});
