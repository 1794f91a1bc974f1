package dev.bascule.inventory;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;

/**
 * Reads inventories. Every mistake found becomes a problem; the inventory that is returned beside
 * problems is what could be read, and is good for looking up names only.
 */
public final class InventoryLoader {
  private InventoryLoader() {}

  /** Reads all sources with the files of variables beside them and beside the playbook. */
  public static Inventory load(InventoryRequest request, Problems problems) {
    Reading reading = Reading.of(request, problems);
    InventoryDraft draft = new InventoryDraft(reading);
    InventorySources sources = new InventorySources(draft);
    if (request.sources().isEmpty()) {
      problems.add(ProblemCode.NO_INVENTORY, null, "no inventory is given", "add -i FILE");
    }
    int before = problems.size();
    request.sources().forEach(sources::read);
    if (draft.hosts().isEmpty() && problems.size() == before && !request.sources().isEmpty()) {
      String first = request.sources().get(0);
      problems.add(
          ProblemCode.EMPTY_INVENTORY,
          new SourceFile(first.indexOf(',') < 0 ? first : "-i", "").start(),
          "no host in inventory " + String.join(" ", request.sources()),
          "name at least one host");
    }
    return Completion.complete(
        draft, new VarsPlaces(request.sources(), request.playbookDirectory(), reading));
  }
}
