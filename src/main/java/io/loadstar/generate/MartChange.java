package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.MartTable;
import java.util.List;
import java.util.Map;

/** A change to a mart. */
sealed interface MartChange extends Change {
  MartTable mart();

  /** Of it, or of marts that it reads. */
  List<MartIndex> indexes();

  @Override
  default String subject() {
    return mart().name();
  }

  @Override
  default Map<String, Object> values(KeyForm keys) {
    return Map.of("mart", mart(), "indexes", indexes());
  }

  /** A mart that is not there. */
  record CreateMart(MartTable mart, List<MartIndex> indexes) implements MartChange {
    @Override
    public String template() {
      return "create_mart";
    }

    @Override
    public String toString() {
      return "mart " + mart.qualifiedName() + " is missing";
    }
  }

  /** A mart whose columns are others; it is filled again from the star. */
  record RecreateMart(MartTable mart, List<MartIndex> indexes) implements MartChange {
    @Override
    public String template() {
      return "recreate_mart";
    }

    @Override
    public String toString() {
      return "mart " + mart.qualifiedName() + " has other columns";
    }
  }
}
