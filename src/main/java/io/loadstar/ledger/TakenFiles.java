package io.loadstar.ledger;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.RunKind;
import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which files an area's runs took, as the ledger knows them whatever becomes of a checkpoint. */
public record TakenFiles(Session session, SubjectArea area) {
  /** How a file stands. */
  public enum Status {
    NEW,

    /** A published run has taken it, as it is. */
    TAKEN,

    /** It was set aside, as it is. */
    SET_ASIDE,

    /** A published run has taken it when it had another content. */
    REWRITTEN
  }

  /**
   * Writes which files a run took; part of the transaction that publishes the star.
   *
   * @param lateness what was known of time, by source
   * @param newest when the newest record of a file happened, by source and the file as shown
   */
  public void take(
      long run,
      Map<String, List<InputFile>> files,
      Map<String, Lateness> lateness,
      Map<String, Map<String, LocalDateTime>> newest) {
    session.run(
        "writing the ledger",
        open -> {
          for (Map.Entry<String, List<InputFile>> source : files.entrySet()) {
            String name = source.getKey();
            Lateness known = lateness.getOrDefault(name, Lateness.NONE);
            for (InputFile file : source.getValue()) {
              LocalDateTime newestOfFile = newest.getOrDefault(name, Map.of()).get(file.shown());
              insert(run, name, file, false, known, newestOfFile);
            }
          }
          return true;
        });
  }

  /** Writes that a file was left out by a run that failed. */
  public void setAside(long run, Map<String, List<InputFile>> files) {
    session.inTransaction(
        "writing the ledger",
        open -> {
          for (Map.Entry<String, List<InputFile>> source : files.entrySet()) {
            for (InputFile file : source.getValue()) {
              insert(run, source.getKey(), file, true, Lateness.NONE, null);
            }
          }
          return true;
        });
  }

  private void insert(
      long run,
      String source,
      InputFile file,
      boolean isSetAside,
      Lateness known,
      @Nullable LocalDateTime newest)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepare(
            "ledger/insert_file",
            run,
            source,
            file.path(),
            file.length(),
            file.modified(),
            isSetAside,
            known.watermarks().get(file.shown()),
            newest,
            known.sent().contains(file.shown()),
            known.strays().contains(file.shown()))) {
      statement.executeUpdate();
    }
  }

  /** When the newest record that streams took of each source happened. */
  public Map<String, LocalDateTime> newest() {
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/newest_of_sources", area.name());
              ResultSet rows = statement.executeQuery()) {
            Map<String, LocalDateTime> newest = new HashMap<>();
            while (rows.next()) {
              newest.put(rows.getString("source"), rows.getObject("newest", LocalDateTime.class));
            }
            return newest;
          }
        });
  }

  /**
   * A file that streams took for a batch.
   *
   * @param watermark what happened before it was late
   * @param isSent whether its late records were sent to the batches of their days
   * @param isStray whether only late records of it belong to the batch
   */
  public record Judged(
      String source, InputFile file, LocalDateTime watermark, boolean isSent, boolean isStray) {
    /** The same, its late records not being sent anywhere. */
    public Judged kept() {
      return new Judged(source, file, watermark, false, false);
    }
  }

  /** Files of which something may be late, as streams took them for a batch, each once. */
  public List<Judged> judged(LocalDate batchDate) {
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/lateness_of_batch", area.name(), batchDate);
              ResultSet rows = statement.executeQuery()) {
            Map<String, Judged> judged = new LinkedHashMap<>();
            while (rows.next()) {
              InputFile file =
                  new InputFile(
                      rows.getString("path"), rows.getLong("length"), rows.getLong("modified"));
              String source = rows.getString("source");
              judged.put(
                  shown(source, file),
                  new Judged(
                      source,
                      file,
                      rows.getObject("watermark", LocalDateTime.class),
                      rows.getBoolean("is_sent"),
                      rows.getBoolean("is_stray")));
            }
            return List.copyOf(judged.values());
          }
        });
  }

  /** How a file stands that was found now. */
  public Status status(InputFile file) {
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/versions_of_file", area.name(), file.path());
              ResultSet rows = statement.executeQuery()) {
            Status status = Status.NEW;
            while (rows.next()) {
              boolean isSame =
                  rows.getLong("length") == file.length()
                      && rows.getLong("modified") == file.modified();
              status = next(status, isSame, rows.getBoolean("is_set_aside"));
            }
            return status;
          }
        });
  }

  private static Status next(Status before, boolean isSame, boolean isSetAside) {
    if (before == Status.TAKEN || (isSame && !isSetAside)) {
      return Status.TAKEN;
    }
    if (before == Status.REWRITTEN || !isSetAside) {
      return Status.REWRITTEN;
    }
    return isSame ? Status.SET_ASIDE : before;
  }

  /** Files that were set aside and not taken since, as they were. */
  public List<InputFile> setAside() {
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/files_set_aside", area.name(), area.name());
              ResultSet rows = statement.executeQuery()) {
            List<InputFile> files = new ArrayList<>();
            while (rows.next()) {
              files.add(
                  new InputFile(
                      rows.getString("path"), rows.getLong("length"), rows.getLong("modified")));
            }
            return files;
          }
        });
  }

  /**
   * Whether a batch was loaded from these files, as they are, with the spec as it is. Of runs
   * before the ledger kept files, only the spec is compared.
   */
  public boolean isLoadedFrom(LocalDate batchDate, Map<String, List<InputFile>> files) {
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/files_of_last_load", area.name(), batchDate);
              ResultSet rows = statement.executeQuery()) {
            boolean isLoaded = false;
            Set<String> read = new HashSet<>();
            while (rows.next()) {
              isLoaded =
                  rows.getString("kind").equals(RunKind.LOAD.word())
                      && rows.getString("spec_fingerprint").equals(area.fingerprint());
              if (rows.getString("source") != null) {
                read.add(
                    shown(
                        rows.getString("source"),
                        new InputFile(
                            rows.getString("path"),
                            rows.getLong("length"),
                            rows.getLong("modified"))));
              }
            }
            return isLoaded && (read.isEmpty() || read.equals(shown(files)));
          }
        });
  }

  private static Set<String> shown(Map<String, List<InputFile>> files) {
    Set<String> all = new HashSet<>();
    files.forEach((source, own) -> own.forEach(file -> all.add(shown(source, file))));
    return all;
  }

  private static String shown(String source, InputFile file) {
    return source + ' ' + file.length() + ' ' + file.modified() + ' ' + file.path();
  }

  /** Sources of which a batch has said nothing since it was last taken back, if it was. */
  public Set<String> unstated(LocalDate batchDate) {
    Set<String> unstated = new HashSet<>();
    area.sources().forEach(source -> unstated.add(source.name()));
    return session.run(
        "reading the ledger",
        open -> {
          try (PreparedStatement statement =
                  session.prepare(
                      "ledger/sources_of_batch", area.name(), batchDate, area.name(), batchDate);
              ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              if (rows.getBoolean("is_loaded")) {
                unstated.clear();
              }
              unstated.remove(rows.getString("source"));
            }
            return unstated;
          }
        });
  }
}
