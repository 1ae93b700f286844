package io.loadstar.model.run;

/**
 * What a stage of Spark did in a run. Times are in milliseconds, sizes in bytes.
 *
 * @param station that started it, empty if none is known
 * @param name as Spark calls it
 * @param records read from files and other stages by all tasks
 * @param read from files and other stages
 * @param shuffled written for other stages
 * @param spilled written to disk for want of memory
 * @param collecting garbage, summed over all tasks
 * @param running summed over all tasks
 * @param medianTask time of the task in the middle
 * @param longestTask time of the task that took longest
 * @param medianRecords records of the task in the middle
 * @param mostRecords records of the task that had most
 * @param medianBytes bytes that the task in the middle read
 * @param mostBytes bytes of the task that read most
 */
public record StageFigures(
    int ordinal,
    String station,
    String name,
    int tasks,
    long records,
    long read,
    long shuffled,
    long spilled,
    long collecting,
    long running,
    long medianTask,
    long longestTask,
    long medianRecords,
    long mostRecords,
    long medianBytes,
    long mostBytes) {}
