package io.loadstar.spark;

import io.loadstar.error.BatchErrors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The Spark session, set up so that results do not depend on the machine and small loads are quick.
 */
public final class SparkRuntime {
  /** All cores of this machine; a task that fails is run again, twice at most. */
  public static final String LOCAL = "local[*,3]";

  /** Property: below so many bytes of input, planning and compiling cost more than they save. */
  public static final String SMALL_INPUT = "loadstar.small_input";

  private static final long USUAL_SMALL_INPUT = 1_250_000L;

  private static final String UI = "spark.ui.enabled";
  private static final String EVENT_LOG = "spark.eventLog.enabled";
  private static final String EVENT_LOG_DIR = "spark.eventLog.dir";

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  private static final String EXECUTOR_OPTIONS = "spark.executor.defaultJavaOptions";

  private static final String LARGE_RULES = "-XX:-DontCompileHugeMethods -Xss4m";

  private static final Logger LOG = LoggerFactory.getLogger(SparkRuntime.class);

  /** Half as much again as Spark keeps for itself. */
  private static final long LEAST_HEAP = 450L << 20;

  /** One for the process: its context is one, too. */
  private static final String LOCAL_DIR = LocalFolder.make().toString();

  private SparkRuntime() {}

  /**
   * Starts or finds the session.
   *
   * @param master Spark master, such as {@link #LOCAL} or {@code spark://host:7077}
   */
  public static SparkSession start(String master) {
    return start(master, false);
  }

  /**
   * As above.
   *
   * @param isPersonal whether rows will identify persons, and so are encrypted on disk
   */
  public static SparkSession start(String master, boolean isPersonal) {
    refuseSmallHeap(Runtime.getRuntime().maxMemory());
    SparkSession spark = settings(master, isPersonal).getOrCreate();
    JobPriority.announce(spark.sparkContext());
    return spark;
  }

  /** Spark would say so in words of its own. */
  static void refuseSmallHeap(long bytes) {
    if (bytes < LEAST_HEAP) {
      throw BatchErrors.smallHeap(bytes >> 20, LEAST_HEAP >> 20);
    }
  }

  private static org.apache.spark.sql.classic.SparkSession.Builder settings(
      String master, boolean isPersonal) {
    boolean isLocal = master.startsWith("local");
    // The interface's own builder looks this class up by reflection, for a quarter of a second.
    return org.apache.spark.sql.classic.SparkSession.builder()
        .appName("loadstar")
        .master(master)
        .config(UI, System.getProperty(UI, "false"))
        .config(EVENT_LOG, System.getProperty(EVENT_LOG, "false"))
        .config(EVENT_LOG_DIR, System.getProperty(EVENT_LOG_DIR, LOCAL_DIR))
        .config("spark.ui.killEnabled", "false")
        // A command line may hold addresses with secrets in them.
        .config(
            "spark.redaction.regex",
            "(?i)secret|passw|pwd|token|credential|access.?key|sun\\.java\\.command")
        .config("spark.ui.showConsoleProgress", "false")
        // Two buffers for each file that a sort has spilled are more than a small heap has.
        .config("spark.unsafe.sorter.spill.read.ahead.enabled", "false")
        .config("spark.driver.host", isLocal ? "127.0.0.1" : hostName())
        .config("spark.driver.bindAddress", isLocal ? "127.0.0.1" : "0.0.0.0")
        // Here an executor is this process: an Error in a task fails the task, not all of it.
        .config("spark.executor.killOnFatalError.depth", isLocal ? "0" : "5")
        // Rules of many columns are larger than methods that Java compiles unless it is told to,
        // and deep.
        .config(EXECUTOR_OPTIONS, System.getProperty(EXECUTOR_OPTIONS, LARGE_RULES))
        // Jobs that others wait for go first (JobPriority).
        .config("spark.scheduler.mode", "FAIR")
        // Times are read, hashed and stored alike wherever the loader runs.
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.legacy.timeParserPolicy", "CORRECTED")
        // Else what may fail is computed outside of what catches the failure: see Tried.
        .config("spark.sql.subexpressionElimination.enabled", "false")
        .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
        // Spark has no type for them; ParquetFields takes them apart.
        .config("spark.sql.legacy.parquet.nanosAsLong", "true")
        // Inferring constraints takes exponential time on many conditional columns, and gains
        // nothing.
        .config("spark.sql.constraintPropagation.enabled", "false")
        // Nothing here uses Hive or files of Spark's own; a session must leave no folder behind.
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
        .config("spark.io.encryption.enabled", Boolean.toString(isPersonal))
        .config("spark.local.dir", LOCAL_DIR);
  }

  /** From now on a session that starts has Spark's own pages, which people open in a browser. */
  public static void showPages() {
    System.setProperty(UI, "true");
  }

  /**
   * From now on a session that starts writes down what it does, for Spark's history server.
   *
   * @param folder that is there
   */
  public static void logEvents(String folder) {
    System.setProperty(EVENT_LOG, "true");
    System.setProperty(EVENT_LOG_DIR, folder);
  }

  /** Address of Spark's pages, if there are any. */
  public static Optional<String> pages(SparkSession spark) {
    Option<String> address = spark.sparkContext().uiWebUrl();
    return address.isDefined() ? Optional.of(address.get()) : Optional.empty();
  }

  /** Where rows are kept on their way. */
  public static String localFolder() {
    return LOCAL_DIR;
  }

  /**
   * Has somebody else remove what this process keeps on disk, for one that ends at once: there may
   * be gigabytes of it.
   */
  public static void deleteFiles() {
    SparkEnv started = SparkEnv.get();
    if (started != null) {
      List<String> command = List.of("rm", "-rf", LOCAL_DIR);
      try {
        Process unused = new ProcessBuilder(command).start();
      } catch (IOException e) {
        LOG.info("kept rows are left in {}", command, e);
      }
    }
  }

  private static String hostName() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "localhost";
    }
  }

  /** Whether so few bytes of input are done before planning and compiling have paid off. */
  public static boolean isSmall(long inputBytes) {
    return inputBytes < Long.getLong(SMALL_INPUT, USUAL_SMALL_INPUT);
  }

  /** Tunes a session for little input or for much; a number of tasks that somebody set stands. */
  public static void tune(SparkSession spark, long inputBytes) {
    boolean isSmall = isSmall(inputBytes);
    int cores = spark.sparkContext().defaultParallelism();
    // Executors elsewhere have what 'tune' says; here all tasks share this process's heap.
    boolean isLocal = spark.sparkContext().isLocal();
    long bytesOfATask =
        isLocal
            ? ShuffleTasks.bytesOfATask(Runtime.getRuntime().maxMemory() / cores)
            : ShuffleTasks.BYTES_OF_A_TASK;
    String tasks = Long.toString(isSmall ? 1 : ShuffleTasks.of(cores, inputBytes, bytesOfATask));
    spark.conf().set(PARTITIONS, System.getProperty(PARTITIONS, tasks));
    // Small partitions are put together, up to half of what a task can hold.
    spark.conf().set("spark.sql.adaptive.advisoryPartitionSizeInBytes", bytesOfATask / 2 + "b");
    spark.conf().set("spark.sql.adaptive.enabled", Boolean.toString(!isSmall));
    spark.conf().set("spark.sql.codegen.wholeStage", Boolean.toString(!isSmall));
    spark.conf().set("spark.sql.codegen.factoryMode", isSmall ? "NO_CODEGEN" : "FALLBACK");
  }

  /** How many tasks there are behind each shuffle. */
  static String partitions(SparkSession spark) {
    return spark.conf().get(PARTITIONS);
  }

  /** Sets how many tasks there are behind each shuffle. */
  static void partition(SparkSession spark, int tasks) {
    spark.conf().set(PARTITIONS, Integer.toString(tasks));
  }
}
