package io.loadstar.cli;

import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Check;
import io.loadstar.pipeline.Generate;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.loadstar.warehouse.postgres.ScratchDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A project folder and a warehouse of a test, and the command line run in them. */
public final class Project {
  public static final Path ROOT = Path.of("").toAbsolutePath();

  private static final Map<String, Path> GENERATED = new ConcurrentHashMap<>();
  private static final Map<String, Project> LOADED = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean isInteractive = true;

  /** What a command printed and returned. */
  public record Result(int exitCode, String out, String err) {}

  private Project(Path folder) {
    this.folder = folder;
  }

  /** An area that Loadstar ships, with its sample data, on a database of its own. */
  public static Project shipped(String area, Path folder) {
    Path sql = ROOT.resolve("db").resolve(area);
    Folders.copy(sql, folder.resolve("db").resolve(area));
    Folders.copy(
        ROOT.resolve("sample-data").resolve(area), folder.resolve("sample-data").resolve(area));
    return at(folder).warehouse(TestWarehouse.migrated(area, sql));
  }

  /** As above, with days loaded: once for all tests that ask for the same. */
  public static Project shipped(String area, Path folder, String... days) {
    Project first =
        LOADED.computeIfAbsent(
            area + List.of(days),
            unused -> {
              Project made = shipped(area, Folders.temporary("loaded"));
              List.of(days).forEach(day -> made.loaded(area, day));
              return made;
            });
    Folders.copy(first.folder(), folder);
    return at(folder).warehouse(TestWarehouse.copied(first.url()));
  }

  public static Project edtech(Path folder) {
    return shipped("edtech", folder);
  }

  public static Project edtech(Path folder, String... days) {
    return shipped("edtech", folder, days);
  }

  /** A project with one area, its migrations generated once per spec and copied after that. */
  public static Project generated(String area, String spec, Path folder) {
    return generated(area, spec, Map.of(), folder);
  }

  /** As above, with marts: the select of each by its name. */
  public static Project generated(
      String area, String spec, Map<String, String> marts, Path folder) {
    Path made = GENERATED.computeIfAbsent(spec + marts, unused -> generate(area, spec, marts));
    Folders.copy(made.resolve("db"), folder.resolve("db"));
    return at(folder).warehouse(TestWarehouse.migrated(area, made.resolve("db").resolve(area)));
  }

  /** A project with an area of {@code src/test/resources/areas}. */
  public static Project ofResources(String area, Path folder) {
    Path spec = ROOT.resolve("src/test/resources/areas").resolve(area + ".yaml");
    return generated(area, Folders.read(spec), folder);
  }

  private static Path generate(String area, String spec, Map<String, String> marts) {
    Path made = Folders.temporary("generated");
    Path own = made.resolve("db").resolve(area).resolve("marts");
    marts.forEach((name, sql) -> Folders.write(own.resolve(name + ".sql"), sql));
    Folders.write(made.resolve("db").resolve(area).resolve(area + ".yaml"), spec);
    at(made).generate(area, false);
    return made;
  }

  /** As the verb does, with the tests' Postgres in place of the embedded one. */
  public List<String> generate(String area, boolean allowLoss) {
    Check areas = new Check(folder.resolve("db"));
    return Generate.generate(
        new AreaSetup(areas.read(area), areas.folder(area), ""),
        areas.check(area, () -> SparkRuntime.start("local[2]")),
        () -> ScratchDatabase.create(PostgresSettings.of(TestWarehouse.serverUrl(), Map.of())),
        allowLoss);
  }

  public static Project at(Path folder) {
    return new Project(folder);
  }

  public Project warehouse(String url) {
    return with("LOADSTAR_WAREHOUSE", url);
  }

  public Project with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** As if standard output were a file. */
  public Project redirected() {
    isInteractive = false;
    return this;
  }

  public Optional<String> warehouse() {
    return Optional.ofNullable(environment.get("LOADSTAR_WAREHOUSE"));
  }

  public String url() {
    return Objects.requireNonNull(environment.get("LOADSTAR_WAREHOUSE"));
  }

  public Path folder() {
    return folder;
  }

  public Path quarantine() {
    return folder.resolve("quarantine");
  }

  public Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out), new PrintWriter(err), environment, folder, isInteractive);
    int code = Main.run(terminal, args);
    return new Result(code, out.toString(), err.toString());
  }

  public Result load(String area, String batchDate, String... more) {
    List<String> args = new ArrayList<>(List.of("load", area, "--batch-date", batchDate));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** Fails the test unless the batch is published. */
  public Result loaded(String area, String batchDate, String... more) {
    Result result = load(area, batchDate, more);
    if (result.exitCode() != 0) {
      throw new AssertionError("exit " + result.exitCode() + ": " + result.err());
    }
    return result;
  }
}
