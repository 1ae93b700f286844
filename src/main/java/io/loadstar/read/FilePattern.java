package io.loadstar.read;

import io.loadstar.spark.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * What a pattern finds below a folder: {@code *}, {@code ?} and {@code {a,b}} in names, and {@code
 * **} for folders at any depth. Hadoop's own search stumbles over names with a colon or brackets,
 * and knows no depth.
 */
final class FilePattern {
  private static final String ANY_DEPTH = "**";
  private static final Pattern SPECIAL = Pattern.compile("[*?{\\[]");

  private final FileSystem files;
  private final Path folder;
  private final Map<String, FileStatus> found = new LinkedHashMap<>();
  private boolean hasFolders;

  private FilePattern(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * What was found.
   *
   * @param isFolder whether the pattern leads to folders and to no file
   */
  record Found(List<FileStatus> files, boolean isFolder) {}

  static Found find(String folder, String pattern, Configuration hadoop) throws IOException {
    Path path = new Path(folder);
    FilePattern search = new FilePattern(FileSystems.of(path, hadoop), path);
    for (String one : GlobExpander.expand(pattern)) {
      search.below(search.folder, List.of(one.split("/+")));
    }
    List<FileStatus> files = new ArrayList<>(search.found.values());
    return new Found(files, files.isEmpty() && search.hasFolders);
  }

  private void below(Path place, List<String> names) throws IOException {
    String name = names.get(0);
    List<String> rest = names.subList(1, names.size());
    if (name.equals(ANY_DEPTH)) {
      if (!rest.isEmpty()) {
        below(place, rest);
      }
      for (FileStatus entry : entries(place)) {
        boolean isHidden = entry.getPath().getName().matches("[._].*");
        if (entry.isDirectory() && !isHidden) {
          below(entry.getPath(), names);
        } else if (!entry.isDirectory() && !isHidden && rest.isEmpty()) {
          at(entry, rest);
        }
      }
    } else if (SPECIAL.matcher(name).find()) {
      GlobPattern wanted = new GlobPattern(name);
      for (FileStatus entry : entries(place)) {
        if (wanted.matches(entry.getPath().getName())) {
          at(entry, rest);
        }
      }
    } else {
      known(place, name, rest);
    }
  }

  private void known(Path place, String name, List<String> rest) throws IOException {
    try {
      // Of parts: a text with a colon would be taken for a scheme.
      Path path = name.equals(".") ? place : new Path(place, new Path(null, null, name));
      at(files.getFileStatus(path), rest);
    } catch (FileNotFoundException e) {
      // Not there, so nothing is found.
    }
  }

  private void at(FileStatus entry, List<String> rest) throws IOException {
    if (!rest.isEmpty() && entry.isDirectory()) {
      below(entry.getPath(), rest);
    } else if (rest.isEmpty() && entry.isDirectory()) {
      hasFolders = true;
    } else if (rest.isEmpty()) {
      found.put(entry.getPath().toString(), entry);
    }
  }

  private List<FileStatus> entries(Path place) throws IOException {
    try {
      return Arrays.asList(files.listStatus(place));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
