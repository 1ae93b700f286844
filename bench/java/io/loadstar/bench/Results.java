package io.loadstar.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measurements by size, job and kind of load. */
final class Results {
  /** The kind that others are compared with. */
  private static final String FLOOR = "COPY, then SQL by hand, first load";

  private final Map<Long, Map<String, List<Job.Measurement>>> bySize = new TreeMap<>();

  void add(long rows, String job, String load, Job.Measurement measured) {
    bySize
        .computeIfAbsent(rows, size -> new LinkedHashMap<>())
        .computeIfAbsent(job + ", " + load, name -> new ArrayList<>())
        .add(measured);
  }

  /** Medians of first loads in seconds, by job, then by size. */
  Map<String, Map<Long, Double>> medians() {
    Map<String, Map<Long, Double>> medians = new LinkedHashMap<>();
    bySize.forEach(
        (rows, jobs) ->
            jobs.forEach(
                (name, runs) -> {
                  if (name.endsWith(", first load")) {
                    medians
                        .computeIfAbsent(name.replace(", first load", ""), job -> new TreeMap<>())
                        .put(rows, at(runs, 0.5));
                  }
                }));
    return medians;
  }

  /** A Markdown table; ratios are of medians to the floor's first load of the same size. */
  String table() {
    StringBuilder table =
        new StringBuilder("| rows | job | min s | median s | max s | ratio | peak MB |\n");
    table.append("| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    bySize.forEach(
        (rows, jobs) -> {
          List<Job.Measurement> floor = jobs.get(FLOOR);
          jobs.forEach((name, runs) -> table.append(line(rows, name, runs, floor)));
        });
    return table.toString();
  }

  private static String line(
      long rows, String name, List<Job.Measurement> runs, List<Job.Measurement> floor) {
    String ratio = floor == null ? "" : "%.2f".formatted(at(runs, 0.5) / at(floor, 0.5));
    long peak = runs.stream().mapToLong(Job.Measurement::peakKilobytes).max().orElse(0) / 1024;
    return "| %,d | %s | %.1f | %.1f | %.1f | %s | %s |\n"
        .formatted(
            rows,
            name,
            at(runs, 0),
            at(runs, 0.5),
            at(runs, 1),
            ratio,
            peak == 0 ? "" : Long.toString(peak));
  }

  private static double at(List<Job.Measurement> runs, double quantile) {
    List<Double> sorted = runs.stream().map(Job.Measurement::seconds).sorted().toList();
    return sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
  }
}
