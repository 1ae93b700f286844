package io.loadstar.warehouse;

/** A warehouse that lives as long as this object, to try things in. */
public interface ScratchWarehouse extends AutoCloseable {
  Warehouse warehouse();

  @Override
  void close();
}
