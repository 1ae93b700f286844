package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.StreamErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files below a folder in the order of their arrival, as Structured Streaming finds them. It only
 * lists: a stream of {@code binaryFile} without its content. Its checkpoint goes on once a
 * micro-batch is {@link #taken}.
 */
public final class NewFiles implements AutoCloseable {
  private static final long POLL_MILLISECONDS = 100;
  private static final StructType LISTING =
      new StructType()
          .add("path", DataTypes.StringType)
          .add("modificationTime", DataTypes.TimestampType)
          .add("length", DataTypes.LongType)
          .add("content", DataTypes.BinaryType);

  /**
   * Files that were found together.
   *
   * @param epoch number of the micro-batch in its checkpoint, from 0
   */
  public record Found(long epoch, List<InputFile> files) {}

  /**
   * Where files appear, and how they are looked for.
   *
   * @param dated folders below it that hold a batch each, with {@code {batch_date}}; may be empty
   * @param trigger how often; empty to end once all that is there has been found
   * @param maxFiles of a micro-batch
   */
  public record Watched(
      String folder, String dated, String checkpoint, Optional<Duration> trigger, int maxFiles) {
    /** A source's path, below the folder. */
    public String below(String path) {
      return dated.isEmpty() ? path : dated + "/" + path;
    }
  }

  private final SynchronousQueue<Found> found = new SynchronousQueue<>();
  private final Semaphore taken = new Semaphore(0);
  private final Watched watched;
  private final StreamingQuery query;

  private NewFiles(SparkSession spark, Watched watched) throws TimeoutException {
    this.watched = watched;
    Trigger trigger =
        watched
            .trigger()
            .map(every -> Trigger.ProcessingTime(every.toMillis()))
            .orElse(Trigger.AvailableNow());
    this.query =
        spark
            .readStream()
            .format("binaryFile")
            .schema(LISTING)
            .option("recursiveFileLookup", "true")
            // Else Spark forgets files that are a week older than the newest.
            .option("maxFileAge", "36500d")
            .option("maxFilesPerTrigger", watched.maxFiles())
            .load(watched.folder())
            .select("path", "length", "modificationTime")
            .writeStream()
            .queryName("loadstar")
            .trigger(trigger)
            .option("checkpointLocation", watched.checkpoint())
            .foreachBatch(this::hand)
            .start();
  }

  /** Begins to look for files, or goes on where the checkpoint says. */
  public static NewFiles watch(SparkSession spark, Watched watched) {
    try {
      return new NewFiles(spark, watched);
    } catch (TimeoutException e) {
      throw StreamErrors.checkpoint(watched.checkpoint(), e);
    }
  }

  /** Of the checkpoint, which a new one does not share. */
  public String id() {
    return query.id().toString();
  }

  private void hand(Dataset<Row> listing, Long epoch) throws InterruptedException {
    List<InputFile> files =
        listing.collectAsList().stream()
            .map(
                row ->
                    new InputFile(
                        row.getString(0),
                        row.getLong(1),
                        row.getTimestamp(2).toInstant().toEpochMilli()))
            .toList();
    found.put(new Found(epoch, files));
    taken.acquire();
  }

  /**
   * Waits for files for a while.
   *
   * @return empty if there are none yet, or if all have been found: see {@link #hasEnded}
   */
  public Optional<Found> next() {
    try {
      return Optional.ofNullable(found.poll(POLL_MILLISECONDS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Whether no more files will be found.
   *
   * @throws io.loadstar.error.LoaderException if looking for them has failed
   */
  public boolean hasEnded() {
    if (query.isActive()) {
      return false;
    }
    if (query.exception().isDefined()) {
      throw StreamErrors.lookingFailed(
          watched.folder(), watched.checkpoint(), query.exception().get().getCause());
    }
    return true;
  }

  /** What was found last is in the star: the checkpoint goes on. */
  public void taken() {
    taken.release();
  }

  @Override
  public void close() {
    try {
      query.stop();
    } catch (TimeoutException e) {
      throw StreamErrors.checkpoint(watched.checkpoint(), e);
    }
  }
}
