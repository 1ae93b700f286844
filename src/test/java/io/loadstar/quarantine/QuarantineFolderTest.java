package io.loadstar.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.LoaderException;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.RunStatus;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settling a published run's records where the file system does not do as it is told. */
class QuarantineFolderTest {
  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
  private static final RunIdentity FIRST = new RunIdentity(1, "a", "shop", DAY);
  private static final RunIdentity SECOND = new RunIdentity(2, "b", "shop", DAY);

  private static boolean isStubborn;

  /** A local file system that keeps what it is to delete, when it is so minded. */
  public static final class StubbornFiles extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("stubborn:///");
    }

    @Override
    public String getScheme() {
      return "stubborn";
    }

    @Override
    public boolean delete(Path path, boolean isRecursive) throws IOException {
      return !isStubborn && super.delete(path, isRecursive);
    }
  }

  @TempDir java.nio.file.Path folder;

  private QuarantineFolder quarantine;

  @BeforeEach
  void onStubbornFiles() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.stubborn.impl", StubbornFiles.class.getName());
    quarantine = new QuarantineFolder("stubborn://" + folder, "shop", hadoop);
    record(FIRST, "first");
    quarantine.settle(FIRST);
    record(SECOND, "second");
  }

  @AfterEach
  void obedient() {
    isStubborn = false;
  }

  private void record(RunIdentity run, String text) {
    quarantine.prepare(run, List.of("sales"));
    java.nio.file.Path pending = java.nio.file.Path.of(quarantine.pending(run).toUri().getPath());
    Folders.write(pending.resolve("sales/part.jsonl"), text);
  }

  private List<String> settled() {
    java.nio.file.Path place = folder.resolve("shop/sales/batch_date=" + DAY);
    return Folders.list(place).stream()
        .filter(name -> Files.isRegularFile(place.resolve(name)))
        .map(name -> Folders.read(place.resolve(name)))
        .toList();
  }

  @Test
  void folderThatCannotBeDeletedIsNamedAndNothingIsLost() {
    isStubborn = true;
    assertThatThrownBy(() -> quarantine.settle(SECOND))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("The star is published, but its quarantined records are still in")
        .hasMessageContaining("cannot delete");
    assertThat(settled()).containsExactly("first");
    assertThat(quarantine.unsettled()).containsExactly("2-b");

    isStubborn = false;
    quarantine.settle(SECOND);
    assertThat(settled()).containsExactly("second");
    assertThat(quarantine.unsettled()).isEmpty();
  }

  @Test
  void whatOneBatchLeftDoesNotStopOthers() {
    isStubborn = true;
    List<String> said = new ArrayList<>();
    QuarantineRecovery.Ledger ledger = (run, token) -> Optional.of(RunStatus.PUBLISHED);
    QuarantineRecovery.settle(ledger, quarantine, Optional.of(DAY.plusDays(1)), said::add);
    assertThat(said).hasSize(1).first().asString().contains("cannot delete");
    assertThatThrownBy(
            () -> QuarantineRecovery.settle(ledger, quarantine, Optional.of(DAY), said::add))
        .isInstanceOf(LoaderException.class);
  }

  @Test
  void whatAnUnpublishedRunLeftGoesWithTheNextOfItsBatch() {
    QuarantineRecovery.Ledger ledger = (run, token) -> Optional.of(RunStatus.FAILED);
    QuarantineRecovery.settle(ledger, quarantine, Optional.of(DAY.plusDays(1)), text -> {});
    assertThat(quarantine.unsettled()).containsExactly("2-b");
    QuarantineRecovery.settle(ledger, quarantine, Optional.of(DAY), text -> {});
    assertThat(quarantine.unsettled()).isEmpty();
    assertThat(settled()).containsExactly("first");
  }
}
