package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.SampledFile;
import io.loadstar.error.InitErrors;
import io.loadstar.profile.FileGroups;
import io.loadstar.profile.SpecDraft;
import io.loadstar.profile.StarGuess;
import io.loadstar.read.FileRecords;
import io.loadstar.read.FileSampler;
import io.loadstar.spark.SparkRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Looks at files of which nothing is known yet, and drafts a spec for them. */
public final class Init {
  /** Records of a file that are looked at. */
  static final int SAMPLE = 20_000;

  /** Records of all files together; what is looked at is kept in memory. */
  private static final int IN_ALL = 100_000;

  private static final int FEWEST = 500;

  private Init() {}

  /**
   * What was drafted.
   *
   * @param questions what the draft is unsure of
   */
  public record Draft(Path file, FileGroups groups, StarGuess star, List<String> questions) {}

  /** The files of paths, folders with all that is in them, in a stable order. */
  public static FileGroups groups(List<Path> paths) {
    List<Path> files = files(paths);
    int each = Math.max(FEWEST, Math.min(SAMPLE, IN_ALL / Math.max(1, files.size())));
    FileSampler sampler = new FileSampler(records(), each);
    List<SampledFile> samples = new ArrayList<>();
    for (Path file : files) {
      try {
        SampledFile sample = sampler.sample(new InputFile(file.toString(), Files.size(file)));
        if (!sample.names().isEmpty()) {
          samples.add(sample);
        }
      } catch (IOException e) {
        throw InitErrors.notReadable(file.toString(), e);
      }
    }
    if (samples.isEmpty()) {
      throw InitErrors.noFiles(paths.stream().map(Path::toString).toList());
    }
    return FileGroups.of(samples);
  }

  static FileRecords records() {
    return new FileRecords(new Configuration(), () -> SparkRuntime.start("local[1]"));
  }

  /**
   * Writes a spec for an area that has none.
   *
   * @param project folder that paths in the spec are relative to
   */
  public static Draft draft(String area, Path project, List<Path> paths) {
    Path file = project.resolve("db").resolve(area).resolve(area + ".yaml");
    if (Files.exists(file)) {
      throw InitErrors.exists(file.toString());
    }
    FileGroups groups = groups(paths);
    StarGuess star = StarGuess.of(groups.sources());
    SpecDraft draft = new SpecDraft(area, input(groups, project), groups, star);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, draft.text());
    } catch (IOException e) {
      throw InitErrors.notWritable(file.toString(), e);
    }
    return new Draft(file, groups, star, draft.questions());
  }

  private static String input(FileGroups groups, Path project) {
    Path input = Path.of(groups.input().isEmpty() ? "/" : groups.input());
    return input.startsWith(project) ? project.relativize(input).toString() : input.toString();
  }

  private static List<Path> files(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw InitErrors.noFiles(List.of(path.toString()));
      }
      try (Stream<Path> all = Files.walk(path)) {
        all.filter(Files::isRegularFile)
            .filter(file -> !isHidden(path, file))
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw InitErrors.notReadable(path.toString(), e);
      }
    }
    return files;
  }

  private static boolean isHidden(Path root, Path file) {
    Path below = root.equals(file) ? file.getFileName() : root.relativize(file);
    for (Path part : below) {
      if (part.toString().matches("[._].*")) {
        return true;
      }
    }
    return false;
  }
}
