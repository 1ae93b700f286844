package io.loadstar.pipeline;

import io.loadstar.engine.Sessions;
import io.loadstar.engine.SparkRuntime;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.InputFile;
import io.loadstar.read.SourceReader;
import io.loadstar.validate.RowValidator;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads and judges the sources of a batch, each after those that it refers to. */
final class SourceJudge implements AutoCloseable {
  private final SubjectArea area;
  private final LocalDate batchDate;
  private final BatchInput input;
  private final Optional<Standing> standing;
  private final Map<String, CompletableFuture<Judged>> judged = new HashMap<>();
  private final Keeper keeper = new Keeper();
  private final Operations operations;
  private final ReferenceJudge references;
  private final Sessions sessions;
  private final Executor workers;

  SourceJudge(
      SubjectArea area,
      LocalDate batchDate,
      Warehouse warehouse,
      List<StarTable> tables,
      BatchInput input,
      Operations operations,
      Sessions sessions,
      Executor workers) {
    this.area = area;
    this.operations = operations;
    this.sessions = sessions;
    this.workers = workers;
    this.batchDate = batchDate;
    this.input = input;
    this.standing = input.standing().map(batch -> new Standing(area, tables, batch));
    this.references =
        new ReferenceJudge(
            area, batchDate, warehouse, input, standing, operations, keeper, this::judged);
  }

  Map<String, Judged> judgeAll() {
    Map<String, CompletableFuture<Judged>> started = new LinkedHashMap<>();
    area.sources().forEach(source -> started.put(source.name(), judge(source)));
    Map<String, Judged> all = new LinkedHashMap<>();
    started.forEach((name, future) -> all.put(name, Workers.joined(future)));
    return all;
  }

  /** Sources are read side by side; what refers to others waits for them. */
  private CompletableFuture<Judged> judge(SourceSpec source) {
    if (!judged.containsKey(source.name())) {
      CompletableFuture<?>[] before =
          area.referredBy(source).stream()
              .map(name -> judge(area.source(name).orElseThrow()))
              .toArray(CompletableFuture[]::new);
      CompletableFuture<Alone> alone =
          CompletableFuture.supplyAsync(() -> judgedAlone(source), workers);
      judged.put(
          source.name(),
          CompletableFuture.allOf(before)
              .thenCombineAsync(
                  alone, (done, rows) -> references.judged(source, rows, sets(source)), workers));
    }
    return judged.get(source.name());
  }

  private Judged judged(String source) {
    return Workers.joined(judged.get(source));
  }

  private Alone judgedAlone(SourceSpec source) {
    SourceReader.Read read = input.read(source, sessions.forInput(bytes(source)));
    Dataset<Row> valid = RowValidator.validate(read.rows(), source, area, batchDate);
    SetJudge sets = sets(source);
    boolean isSmall = SparkRuntime.isSmall(bytes(source));
    if (isSmall || standing.isPresent() || !operations.areRun()) {
      // One task sorts little before it has been dealt to several. How much a replay is, no file
      // tells.
      boolean isLittle = isSmall && standing.isEmpty();
      Dataset<Row> rows = sets.all(isLittle ? valid.coalesce(1) : valid);
      if (standing.isPresent()) {
        rows = standing.get().refuseRepeated(rows, source);
      }
      // Counted, quarantined, staged and perhaps referred to: four uses of one pass over the text.
      operations.judging(source, rows, input.files(source));
      // What they are joined with may be large.
      rows = keeper.keep(rows, "kept records of " + source.name()).rowsIn(sessions.batch());
      return Alone.compared(isLittle ? rows.coalesce(1) : rows, read.recordsRead());
    }
    return sets.doubted(valid, input.files(source), read.recordsRead());
  }

  private SetJudge sets(SourceSpec source) {
    return new SetJudge(area, source, input.preferred(source), operations, keeper, sessions);
  }

  private long bytes(SourceSpec source) {
    return input.files(source).stream().mapToLong(InputFile::length).sum();
  }

  @Override
  public void close() {
    keeper.close();
  }
}
