package io.loadstar.quarantine;

import io.loadstar.error.BatchErrors;
import io.loadstar.spark.FileSystems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Writes the lines of one partition, on an executor, a file for each source. Attempts write under
 * names of their own and rename at the end, so that a retried task leaves one file.
 */
final class LineFiles {
  private LineFiles() {}

  static Map<String, Long> write(
      Path folder, int partition, Iterator<Row> rows, Configuration hadoop) {
    try {
      return written(folder, partition, rows, hadoop);
    } catch (IOException e) {
      throw BatchErrors.quarantine(folder.toString(), e);
    }
  }

  private static Map<String, Long> written(
      Path folder, int partition, Iterator<Row> rows, Configuration hadoop) throws IOException {
    String attempt = UUID.randomUUID().toString();
    FileSystem files = folder.getFileSystem(hadoop);
    files.setWriteChecksum(false);
    Map<String, Long> counts = new HashMap<>();
    Map<String, OutputStream> streams = new HashMap<>();
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        String source = row.getString(0);
        if (!streams.containsKey(source)) {
          Path file = new Path(folder, source + "/." + attempt);
          streams.put(source, files.create(file));
          FileSystems.hideFromOthers(files, file);
        }
        streams.get(source).write((row.getString(1) + "\n").getBytes(StandardCharsets.UTF_8));
        counts.merge(source, row.getBoolean(2) ? 1L : 0L, Long::sum);
      }
    } finally {
      for (OutputStream stream : streams.values()) {
        stream.close();
      }
    }
    for (String source : counts.keySet()) {
      Path place = new Path(folder, source + "/" + String.format("part-%05d.jsonl", partition));
      files.delete(place, false);
      if (!files.rename(new Path(folder, source + "/." + attempt), place)) {
        throw new IOException("cannot rename to " + place);
      }
    }
    return counts;
  }
}
